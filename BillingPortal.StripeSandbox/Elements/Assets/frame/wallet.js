// The sheet that stands in for the device's wallet: what is paid, with which of its test cards, by whom.

const WALLET_CARDS = [["tok_visa", "Visa •••• 4242 (is accepted)"], ["tok_chargeDeclined", "Visa •••• 0002 (is declined)"], ["tok_threeDSecureRequired", "Visa •••• 3063 (asks for 3-D Secure)"]];

const moneyText = (amount, currency) => {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
};

const walletSheet = (init, root) => {
  const { wallet, amount, currency, business, lineItems = [], emailRequired, phoneNumberRequired, billingAddressRequired = true } = init.options;
  const label = Object.values(WALLETS).find(({ type }) => type === wallet).label;
  const holder = {
    name: "Sandbox Holder", ...emailRequired && { email: "holder@example.com" }, ...phoneNumberRequired && { phone: "+15555550100" },
    address: billingAddressRequired ? { line1: "1 Sandbox Street", line2: null, city: "San Francisco", state: "CA", postal_code: "94103", country: "US" } : { country: "US", postal_code: "94103" },
  };
  const card = new Field({ name: "card", label: "Card", choices: WALLET_CARDS });
  const failure = node("p", { class: "Error", role: "alert" });
  const pay = node("button", { type: "button", class: "SheetButton" }, `Pay ${moneyText(amount, currency)}`);
  const cancel = node("button", { type: "button", class: "SheetButton is-secondary" }, "Cancel");
  const busy = on => { pay.disabled = cancel.disabled = on; };
  pay.addEventListener("click", () => { busy(true); failure.textContent = ""; emit("pay", { billingDetails: holder }); });
  cancel.addEventListener("click", () => emit("cancel"));

  root.classList.add("Sheet");
  root.append(
    node("h1", {}, `${label} (sandbox wallet)`),
    node("p", { class: "SheetNote" }, `No device and no real wallet is asked. Paid to ${business?.name ?? "the merchant"}.`),
    node("ul", { class: "SheetLines" }, ...lineItems.map(item => node("li", {}, node("span", {}, item.name), node("span", {}, moneyText(item.amount, currency)))),
      node("li", { class: "is-total" }, node("span", {}, "Total"), node("span", {}, moneyText(amount, currency)))),
    card.element, node("p", { class: "SheetNote" }, `${holder.name}${holder.email ? `, ${holder.email}` : ""}`), failure, pay, cancel);

  Object.assign(methods, {
    failed: message => { failure.textContent = message; busy(false); pay.focus(); },
    confirm: request => confirmCard(request, { token: card.text }, holder),
  });
  ready();
  pay.focus();
};
