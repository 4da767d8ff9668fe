// From a client secret to a paid or set up intent: what confirmPayment, confirmSetup, handleNextAction and the older calls for cards have in common.

const KINDS = {
  payment: { noun: "PaymentIntent", prefix: "pi", path: "/v1/payment_intents", key: "payment_intent", result: "paymentIntent", lastError: "last_payment_error" },
  setup: { noun: "SetupIntent", prefix: "seti", path: "/v1/setup_intents", key: "setup_intent", result: "setupIntent", lastError: "last_setup_error" },
};

const kindOf = secret => secret.startsWith("seti_") ? KINDS.setup : KINDS.payment;

const idOf = secret => secret.split("_secret_")[0];

const retrieve = (api, kind, secret) => api.get(`${kind.path}/${idOf(secret)}`, { client_secret: secret });

// Leads an intent that waits for its holder through the bank's page, without leaving the merchant's where that is possible.
const authenticate = async (api, kind, intent) => {
  if (intent.status !== "requires_action") {
    return intent;
  }
  const redirect = intent.next_action?.redirect_to_url?.url;
  if (redirect) {
    location.assign(redirect);
    return new Promise(() => {});
  }
  await askHolder(challengeUrl(intent));
  const after = await retrieve(api, kind, intent.client_secret);
  return after.error ? after : failureOf(kind, after) ?? after;
};

// What the last attempt died of, in the shape in which confirmations are refused.
const failureOf = (kind, intent) => {
  const last = intent[kind.lastError];
  if (intent.status !== "requires_payment_method" || !last) {
    return null;
  }
  const authentication = last.code.endsWith("_authentication_failure");
  return {
    error: {
      ...last, [kind.key]: intent,
      type: authentication ? "invalid_request_error" : last.type,
      message: authentication ? AUTHENTICATION_FAILED : last.message,
    },
  };
};

const returnTo = (url, kind, intent) => {
  const target = new URL(url);
  target.searchParams.set(kind.key, intent.id);
  target.searchParams.set(`${kind.key}_client_secret`, intent.client_secret);
  target.searchParams.set("redirect_status", intent.status === "processing" ? "pending" : "succeeded");
  location.assign(target);
  return new Promise(() => {});
};

// The element that holds what is paid with: the wallet while its sheet asks for confirmation, else the Payment Element.
const payerOf = (elements, where) => {
  if (elements._wallet) {
    return elements._wallet;
  }
  const payment = elements._find("payment");
  if (payment?._frame) {
    return { frame: payment._frame, options: payment._options };
  }
  return refuse(elements._find("expressCheckout")?._frame
    ? `Element confirming payment is "expressCheckout", but ${where} was not called within the "confirm" event. Please call ${where} in the "confirm" event.`
    : `Invalid value for ${where}: elements should have a mounted Payment Element or Express Checkout Element.`);
};

// Fields that the page asked the Payment Element to leave out must come from the page.
const requireOptedOut = (fields, given, where, path = "billing_details") => {
  if (fields === "never") {
    return;
  }
  for (const [name, option] of Object.entries(fields ?? {})) {
    const key = name === "postalCode" ? "postal_code" : name;
    if (option === "never" && given?.[key] === undefined) {
      refuse(`You specified "never" for fields.${path}.${key} when creating the payment Element, but did not pass confirmParams.payment_method_data.${path}.${key} when calling ${where}.`);
    } else if (isObject(option)) {
      requireOptedOut(option, given?.[key], where, `${path}.${key}`);
    }
  }
};

// What the other elements of the group know, overridden by what the page says.
const detailsOf = async (elements, given = {}) => {
  const email = await elements._find("linkAuthentication")?._frame?.call("value");
  const billing = await elements._find("address", "billing")?._frame?.call("value");
  const shipping = await elements._find("address", "shipping")?._frame?.call("value");
  const { name, phone, address } = billing?.value ?? {};
  return {
    billing: {
      email: email?.value.email || undefined, name: name || undefined, phone: phone || undefined,
      ...given, address: { ...address, ...given.address },
    },
    shipping: shipping ? { name: shipping.value.name, phone: shipping.value.phone, address: shipping.value.address } : undefined,
  };
};

const stillThere = answer => answer ?? refuse("We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.");

const submitted = async (elements, where) => {
  if (elements._options.mode && !elements._submitted) {
    refuse(`elements.submit() must be called before ${where}. Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work.`);
  }
  return elements._options.mode ? {} : elements.submit();
};

// Without an intent the page said what would be paid; the intent must be about the same.
const contradiction = (options, intent) => {
  for (const name of ["amount", "currency"]) {
    if (options.mode !== "setup" && intent[name] !== undefined && options[name] !== intent[name]) {
      return { type: "invalid_request_error", param: name, message: `The ${name} given to Elements (${options[name]}) does not match the ${name} of the intent (${intent[name]}). Call elements.update() before confirming.` };
    }
  }
  return null;
};
