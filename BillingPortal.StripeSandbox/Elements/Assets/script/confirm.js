// stripe.confirmPayment and stripe.confirmSetup.

const confirmIntent = async (stripe, kind, options, where) => {
  const { elements, confirmParams = {}, redirect = "always" } = requireObject(options, where);
  if (elements !== undefined && !(elements instanceof Elements)) {
    refuse(`Invalid value for ${where}: elements should be an Elements group of this page.`);
  }
  if (!["always", "if_required"].includes(redirect)) {
    refuse(`Invalid value for ${where}: redirect should be 'always' or 'if_required'.`);
  }
  const secret = requireSecret(
    options.clientSecret ?? elements?._options.clientSecret ?? refuse(`You must pass in a clientSecret when calling ${where}.`), kind.prefix, where, kind.noun);
  if (redirect === "always" && typeof confirmParams.return_url !== "string") {
    refuse(`Missing value for ${where}: confirmParams.return_url should be a URL, because redirect is 'always'.`);
  }

  const answer = elements
    ? await confirmWithElements(stripe, kind, elements, secret, confirmParams, where)
    : await stripe._api.post(`${kind.path}/${idOf(secret)}/confirm`, { ...confirmParams, client_secret: secret, use_stripe_sdk: true });
  if (answer.error) {
    return { error: answer.error };
  }
  const intent = await authenticate(stripe._api, kind, answer);
  if (intent.error) {
    return { error: intent.error };
  }
  return redirect === "always" ? returnTo(confirmParams.return_url, kind, intent) : { [kind.result]: intent };
};

const confirmWithElements = async (stripe, kind, elements, secret, confirmParams, where) => {
  const payer = payerOf(elements, where);
  const { payment_method_data: data = {}, ...rest } = confirmParams;
  requireOptedOut(payer.options?.fields?.billingDetails, data.billing_details, where);
  const { error } = await submitted(elements, where);
  if (error) {
    return { error };
  }
  if (elements._options.mode) {
    const intent = await retrieve(stripe._api, kind, secret);
    const mismatch = intent.error ?? contradiction(elements._options, intent);
    if (mismatch) {
      return { error: mismatch };
    }
  }
  const { billing, shipping } = await detailsOf(elements, data.billing_details);
  const answer = await payer.frame.call("confirm", {
    path: `${kind.path}/${idOf(secret)}/confirm`,
    within: "payment_method_data",
    parameters: {
      ...rest, ...kind === KINDS.payment && shipping ? { shipping: rest.shipping ?? shipping } : {},
      client_secret: secret, use_stripe_sdk: true, payment_method_data: { ...data, type: "card", billing_details: billing },
    },
  });
  payer.close?.();
  return stillThere(answer);
};
