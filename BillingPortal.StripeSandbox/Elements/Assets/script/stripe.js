// The one global: Stripe(publishableKey, options).

const NOT_HERE = [
  "createToken", "createSource", "retrieveSource", "paymentRequest", "redirectToCheckout", "initCheckout", "initCheckoutElementsSdk", "initEmbeddedCheckout",
  "createEmbeddedCheckoutPage", "confirmSepaDebitPayment", "confirmIdealPayment", "confirmKlarnaPayment", "confirmPayPalPayment", "confirmUsBankAccountPayment",
  "collectBankAccountForPayment", "collectBankAccountForSetup", "verifyIdentity", "verifyMicrodepositsForPayment", "verifyMicrodepositsForSetup", "createRadarSession",
];

class StripeObject {
  constructor(key, options) {
    if (typeof key !== "string" || key.length === 0) {
      refuse("Please call Stripe() with your publishable key. You used an empty string or no string.");
    }
    if (/^[rs]k_/.test(key)) {
      refuse("You should not use your secret key with Stripe.js. Please pass a publishable key instead.");
    }
    if (!key.startsWith("pk_test_")) {
      refuse(`This is the script of the Stripe sandbox. It takes a pk_test_ key, with the ending of your sk_test_ key; a live key belongs on js.stripe.com. You specified: ${key.slice(0, 8)}…`);
    }
    if (options.stripeAccount) {
      refuse("The sandbox has no connected accounts, so stripeAccount cannot be used with it.");
    }
    this._api = new Api(key, options.apiVersion);
  }

  elements(options = {}) { return new Elements(this, requireObject(options, "stripe.elements()")); }

  confirmPayment(options) { return confirmIntent(this, KINDS.payment, options, "stripe.confirmPayment()"); }

  confirmSetup(options) { return confirmIntent(this, KINDS.setup, options, "stripe.confirmSetup()"); }

  confirmCardPayment(secret, data, options) { return confirmCard(this, KINDS.payment, secret, data, options, "stripe.confirmCardPayment()"); }

  confirmCardSetup(secret, data, options) { return confirmCard(this, KINDS.setup, secret, data, options, "stripe.confirmCardSetup()"); }

  createPaymentMethod(...given) { return createPaymentMethod(this, ...given); }

  createConfirmationToken(options) { return createConfirmationToken(this, options); }

  async retrievePaymentIntent(secret) {
    return wrapped("paymentIntent", await retrieve(this._api, KINDS.payment, requireSecret(secret, "pi", "stripe.retrievePaymentIntent()", "PaymentIntent")));
  }

  async retrieveSetupIntent(secret) {
    return wrapped("setupIntent", await retrieve(this._api, KINDS.setup, requireSecret(secret, "seti", "stripe.retrieveSetupIntent()", "SetupIntent")));
  }

  async handleNextAction(options) {
    const { clientSecret } = requireObject(options, "stripe.handleNextAction()");
    const kind = kindOf(requireSecret(clientSecret, "(pi|seti)", "stripe.handleNextAction()", "PaymentIntent or SetupIntent"));
    const intent = await retrieve(this._api, kind, clientSecret);
    return wrapped(kind.result, intent.error ? intent : await authenticate(this._api, kind, intent));
  }

  async handleCardAction(secret) {
    return this.handleNextAction({ clientSecret: secret });
  }

  // Loaders and frameworks say who they are; nothing depends on it.
  _registerWrapper(wrapper) { this._wrapper = wrapper; }

  registerAppInfo(info) { this._appInfo = info; }
}

for (const name of NOT_HERE) {
  StripeObject.prototype[name] = () => refuse(`stripe.${name}() is not part of the Stripe sandbox. It has cards, wallets for show, and what confirms them.`);
}

// Called with and without new; the version is a number for /v3/ and the name of the release train otherwise, as Stripe's scripts say it.
const Stripe = function Stripe(key, options) {
  return new StripeObject(key, options ?? {});
};
const train = /\/([a-z]+)\/stripe\.js$/.exec(new URL(document.currentScript.src).pathname);
Stripe.version = train ? train[1] : 3;
Stripe.isSandbox = true;

if (window.Stripe) {
  console.warn("It looks like Stripe.js was loaded more than one time. Please only load it once per page.");
} else {
  window.Stripe = Stripe;
}
