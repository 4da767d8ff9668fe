// Payment methods, confirmation tokens, and the calls for card Elements that came before the Payment Element.

const CARD_PARTS = ["card", "cardNumber"];

const cardFrame = (element, where) =>
  element instanceof PageElement && CARD_PARTS.includes(element._type)
    ? element._frame ?? refuse("We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.")
    : refuse(`Invalid value for ${where}: a mounted card or cardNumber Element is expected.`);

const createPaymentMethod = async (stripe, first, second, third) => {
  const where = "stripe.createPaymentMethod()";
  const options = typeof first === "string"
    ? { type: first, ...second instanceof PageElement ? { card: second, ...third } : second }
    : requireObject(first, where);
  if (options.elements) {
    if (options.elements._options.paymentMethodCreation !== "manual") {
      refuse(`${where} with elements needs an Elements group that was created with paymentMethodCreation: 'manual'.`);
    }
    return wrapped("paymentMethod", await fromElements(options.elements, options.params, "/v1/payment_methods", "", where));
  }
  const { card, ...rest } = options;
  const answer = card instanceof PageElement
    ? stillThere(await cardFrame(card, where).call("confirm", { path: "/v1/payment_methods", within: "", parameters: rest }))
    : await stripe._api.post("/v1/payment_methods", { ...rest, card });
  return wrapped("paymentMethod", answer);
};

const createConfirmationToken = async (stripe, options) => {
  const where = "stripe.createConfirmationToken()";
  const { elements, payment_method: method, params = {} } = requireObject(options, where);
  if (!elements) {
    return wrapped("confirmationToken", await stripe._api.post("/v1/confirmation_tokens", { ...params, payment_method: method ?? refuse(`Missing value for ${where}: elements or payment_method is expected.`) }));
  }
  return wrapped("confirmationToken", await fromElements(elements, params, "/v1/confirmation_tokens", "payment_method_data", where));
};

const fromElements = async (elements, params = {}, path, within, where) => {
  const payer = payerOf(elements, where);
  if (!elements._submitted) {
    refuse(`elements.submit() must be called before ${where}. Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work.`);
  }
  const { payment_method_data: data = {}, ...rest } = params;
  const { billing, shipping } = await detailsOf(elements, (within ? data : params).billing_details);
  const method = { ...data, type: "card", billing_details: billing };
  const parameters = within ? { ...rest, ...shipping && { shipping: rest.shipping ?? shipping }, payment_method_data: method } : { ...rest, ...method };
  const answer = stillThere(await payer.frame.call("confirm", { path, within, parameters }));
  payer.close?.();
  return answer;
};

const wrapped = (name, answer) => answer.error ? { error: answer.error } : { [name]: answer };

const confirmCard = async (stripe, kind, secret, data = {}, options = {}, where) => {
  requireSecret(secret, kind.prefix, where, kind.noun);
  if (data instanceof PageElement) {
    refuse(`Do not pass an Element to ${where} directly. Pass {payment_method: {card: element}}.`);
  }
  const { payment_method: method, ...rest } = data;
  const path = `${kind.path}/${idOf(secret)}/confirm`;
  const parameters = { ...rest, client_secret: secret, use_stripe_sdk: true };
  let answer;
  if (isObject(method) && method.card instanceof PageElement) {
    const { card, ...details } = method;
    answer = stillThere(await cardFrame(card, where).call("confirm", { path, within: "payment_method_data", parameters: { ...parameters, payment_method_data: { type: "card", ...details } } }));
  } else {
    answer = await stripe._api.post(path, isObject(method) ? { ...parameters, payment_method_data: { type: "card", ...method } } : { ...parameters, payment_method: method });
  }
  return wrapped(kind.result, answer.error || options.handleActions === false ? answer : await authenticate(stripe._api, kind, answer));
};
