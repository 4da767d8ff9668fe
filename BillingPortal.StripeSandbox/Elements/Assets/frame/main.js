// Starts the element that the page asked for, and tells the page what every frame tells: its height, its focus, Escape and Enter.

const KINDS = {
  payment: paymentElement, expressCheckout: expressElement, address: addressElement, linkAuthentication: emailElement,
  card: cardLine, cardNumber: cardPart, cardExpiry: cardPart, cardCvc: cardPart, wallet: walletSheet,
};

let key = "";
let version;

const withKey = parameters => ({ ...parameters, key, _stripe_version: version });

const settle = () => document.getElementById("root").removeAttribute("aria-busy");

// Once: what changes later has events of its own.
let isReady = false;
const ready = (detail = {}) => {
  if (!isReady) {
    isReady = true;
    settle();
    emit("ready", detail);
  }
};

connected.then(init => {
  const root = document.getElementById("root");
  ({ key, version } = init);
  applyAppearance(init.appearance);
  document.body.dataset.type = init.type;
  Object.assign(methods, {
    context: next => { Object.assign(init, next); applyAppearance(next.appearance); },
    blur: () => document.activeElement?.blur(),
    fail: message => { settle(); root.replaceChildren(node("p", { class: "Error", role: "alert" }, message)); },
  });
  KINDS[init.type](init, root);

  new ResizeObserver(() => emit("resize", { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
  document.addEventListener("focusin", event => event.relatedTarget === null && emit("focus"));
  document.addEventListener("focusout", event => event.relatedTarget === null && emit("blur"));
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      emit("escape");
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      emit("submit");
    }
  });
});
