// A merchant's page, as Stripe's documentation has one write it. What it shows is chosen by the query, so that one page serves every test.
const wanted = new URLSearchParams(location.search);
const clientSecret = wanted.get("secret") ?? undefined;
const isSetup = clientSecret?.startsWith("seti_");
const shows = name => (wanted.get("elements") ?? "payment").split(",").includes(name);
const message = document.querySelector("#message");
const button = document.querySelector("#submit");

const stripe = Stripe(wanted.get("key"));
const light = { theme: "stripe", variables: { colorPrimary: "#4338a8", borderRadius: "6px" } };
const dark = { theme: "night", variables: { colorPrimary: "#a59cff" } };
const intent = wanted.get("deferred")
  ? { mode: "subscription", amount: Number(wanted.get("deferred")), currency: "usd" }
  : { clientSecret };
const elements = stripe.elements({ ...intent, appearance: light, loader: "auto" });

const record = (name, event) => {
  const entry = document.createElement("li");
  entry.textContent = `${event.elementType} ${name} ${JSON.stringify(event)}`;
  document.querySelector("#events").append(entry);
};
const listen = (element, ...names) => names.forEach(name => element.on(name, event => record(name, event)));

const confirm = async confirmed => {
  const options = {
    elements, clientSecret: wanted.get("deferred") ? clientSecret : undefined,
    confirmParams: { return_url: `${location.origin}/done.html`, ...confirmed },
    redirect: wanted.get("redirect") ?? "if_required",
  };
  const result = isSetup ? await stripe.confirmSetup(options) : await stripe.confirmPayment(options);
  if (result.error) {
    message.textContent = result.error.message;
    record("refused", { elementType: "page", ...result.error });
  } else {
    document.querySelector("#result").textContent = (result.paymentIntent ?? result.setupIntent).status;
  }
  return result;
};

if (shows("express")) {
  const express = elements.create("expressCheckout", { buttonHeight: 48 });
  express.mount("#express-checkout-element");
  listen(express, "ready", "cancel", "availablepaymentmethodschange");
  express.on("click", event => {
    record("click", event);
    event.resolve({ emailRequired: true, business: { name: "A shop" }, lineItems: [{ name: "Team", amount: 2400 }] });
  });
  express.on("confirm", async event => {
    record("confirm", event);
    await elements.submit();
    await confirm();
  });
}
if (shows("email")) {
  const email = elements.create("linkAuthentication");
  email.mount("#link-authentication-element");
  listen(email, "ready", "change");
}
if (shows("address")) {
  const address = elements.create("address", { mode: "billing", fields: { phone: "always" } });
  address.mount("#address-element");
  listen(address, "ready", "change");
}
if (shows("payment")) {
  const payment = elements.create("payment", { layout: "tabs" });
  payment.mount("#payment-element");
  listen(payment, "ready", "change", "focus", "blur", "escape", "loaderstart", "loaderror");
}

document.querySelector("#payment-form").addEventListener("submit", async event => {
  event.preventDefault();
  button.disabled = true;
  message.textContent = "";
  const { error } = await elements.submit();
  if (error) {
    message.textContent = error.message;
  } else {
    await confirm();
  }
  button.disabled = false;
});

document.querySelector("#theme").addEventListener("click", () => {
  document.body.classList.toggle("dark");
  elements.update({ appearance: document.body.classList.contains("dark") ? dark : light });
});
