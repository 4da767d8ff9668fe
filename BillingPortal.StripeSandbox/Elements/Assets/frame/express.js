// The Express Checkout Element's buttons. They say that they are for show; which of them appear depends on the account's registered domains.

const WALLETS = { applePay: { type: "apple_pay", label: "Apple Pay" }, googlePay: { type: "google_pay", label: "Google Pay" } };

const NEVER_OFFERED = ["link", "paypal", "amazonPay", "klarna"];

const expressElement = (init, root) => {
  let { options } = init;
  let offered = [];
  const buttons = node("div", { class: "Wallets", role: "group", "aria-label": "Sandbox wallets" });
  root.append(buttons);

  const wanted = () => {
    const order = options.paymentMethodOrder ?? [];
    const place = name => { const at = order.findIndex(entry => entry.replace(/_/g, "").toLowerCase() === name.toLowerCase()); return at < 0 ? order.length : at; };
    return Object.keys(WALLETS)
      .filter(name => offered.includes(WALLETS[name].type) && options.paymentMethods?.[name] !== "never" && options.wallets?.[name] !== "never")
      .sort((one, other) => place(one) - place(other));
  };

  const draw = () => {
    const names = wanted();
    const columns = Math.max(1, Math.min(options.layout?.maxColumns || 2, names.length));
    buttons.style.setProperty("--columns", columns);
    buttons.style.setProperty("--buttonHeight", `${options.buttonHeight ?? 44}px`);
    buttons.replaceChildren(...names.map(name => {
      const button = node("button", { type: "button", class: "Wallet", "data-wallet": name, "data-look": options.buttonTheme?.[name] },
        node("span", { class: "WalletName" }, WALLETS[name].label), " ", node("span", { class: "WalletNote" }, "sandbox wallet"));
      button.addEventListener("click", () => emit("wallet", { wallet: WALLETS[name].type }));
      return button;
    }));
    buttons.hidden = names.length === 0;
    return names;
  };

  Object.assign(methods, {
    update: next => { options = next; draw(); },
    session: session => {
      offered = session.wallets;
      const names = draw();
      const each = make => names.length === 0 ? undefined : Object.fromEntries([...Object.keys(WALLETS), ...NEVER_OFFERED].map(name => [name, make(names.includes(name))]));
      ready({ availablePaymentMethods: each(shown => shown) });
      emit("availablepaymentmethodschange", { paymentMethods: each(available => ({ available })) });
    },
    focus: () => buttons.querySelector("button")?.focus(),
  });
};
