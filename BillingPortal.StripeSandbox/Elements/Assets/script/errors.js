// Mistakes of the embedding page are thrown, as Stripe.js throws them; what happens to a payment is returned as {error}.

class IntegrationError extends Error {
  constructor(message) {
    super(message);
    this.name = "IntegrationError";
  }
}

const refuse = message => { throw new IntegrationError(message); };

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);

const requireObject = (value, where) =>
  isObject(value) ? value : refuse(`Invalid value for ${where}: an object is expected. You specified: ${String(value)}.`);

const requireSecret = (secret, prefix, where, noun) =>
  typeof secret === "string" && new RegExp(`^${prefix}_[A-Za-z0-9]+_secret_[A-Za-z0-9]+$`).test(secret)
    ? secret
    : refuse(`Invalid value for ${where}: the client secret of a ${noun} is expected, of the form \${id}_secret_\${secret}. You specified: ${secret}.`);
