// A group of Elements that collect one payment together.

const MODES = ["payment", "setup", "subscription"];

class Elements {
  constructor(stripe, options) {
    this._stripe = stripe;
    this._options = Elements._checked(options);
    this._id = crypto.randomUUID();
    this._elements = [];
    this._listeners = new Listeners();
    this._loading = null;
    this._submitted = false;
    this._wallet = null;
  }

  create(type, options = {}) {
    if (!Object.hasOwn(ELEMENT_TYPES, type)) {
      refuse(`A valid Element name must be provided. Valid Elements in the sandbox are: ${Object.keys(ELEMENT_TYPES).join(", ")}. You passed: ${type}.`);
    }
    requireObject(options, `elements.create("${type}")`);
    if (ELEMENT_TYPES[type].needsSession && !this._options.clientSecret && !this._options.mode) {
      refuse(`In order to create a ${type} element, you must pass a clientSecret or mode when creating the Elements group.`);
    }
    if (type === "address" && !["billing", "shipping"].includes(options.mode)) {
      refuse("Invalid value for elements.create('address'): mode should be 'billing' or 'shipping'.");
    }
    if (this._find(type, options.mode)) {
      refuse(`Can only create one Element of type ${type} through an Elements group. Call getElement() for the one that exists, or destroy() it first.`);
    }
    const element = type === "expressCheckout" ? new ExpressCheckout(this, options) : new PageElement(this, type, options);
    this._elements.push(element);
    this._refresh();
    return element;
  }

  getElement(type, options) {
    return this._find(type, options?.mode) ?? null;
  }

  update(options) {
    const { clientSecret, loader, ...changes } = requireObject(options, "elements.update()");
    if (clientSecret !== undefined || loader !== undefined) {
      refuse("elements.update() cannot change clientSecret or loader. Create a new Elements group.");
    }
    this._options = Elements._checked({ ...this._options, ...changes });
    this._submitted = false;
    const done = this._mountedFrames().map(frame => frame.call("context", this._frameContext()));
    Promise.all(done).then(() => this._listeners.emit("update-end", {}));
  }

  // Asks every element whether it is complete; each shows its own errors, the first one is returned and gets the focus.
  async submit() {
    this._submitted = true;
    if (this._wallet) {
      return { selectedPaymentMethod: this._wallet.type };
    }
    let first = null;
    for (const element of this._elements.filter(({ _frame, _type }) => _frame && !ELEMENT_TYPES[_type].ownStyle && _type !== "expressCheckout")) {
      const error = await element._frame.call("validate", { focus: first === null });
      first ??= error;
    }
    if (first) {
      this._submitted = false;
      return { error: first };
    }
    return { selectedPaymentMethod: "card" };
  }

  async fetchUpdates() {
    if (!this._options.clientSecret) {
      refuse("elements.fetchUpdates() needs an Elements group that was created with a clientSecret.");
    }
    this._loading = null;
    const session = await this._session();
    if (session.error) {
      return { error: session.error };
    }
    await Promise.all(this._elements.filter(({ _frame, _type }) => _frame && ELEMENT_TYPES[_type].needsSession).map(({ _frame }) => _frame.call("session", session)));
    return {};
  }

  on(name, handler) { this._listeners.add(name, handler); return this; }

  once(name, handler) { this._listeners.add(name, handler, true); return this; }

  off(name, handler) { this._listeners.remove(name, handler); return this; }

  static _checked(options) {
    const { clientSecret, mode, amount, currency } = options;
    if (clientSecret !== undefined && mode !== undefined) {
      refuse("You cannot pass both clientSecret and mode when creating an Elements group.");
    }
    if (clientSecret !== undefined) {
      requireSecret(clientSecret, "(pi|seti)", "elements({clientSecret})", "PaymentIntent or SetupIntent");
    }
    if (mode !== undefined && !MODES.includes(mode)) {
      refuse(`Invalid value for elements(): mode should be one of ${MODES.join(", ")}. You specified: ${mode}.`);
    }
    if (mode !== undefined && mode !== "setup" && !(Number.isInteger(amount) && amount >= (mode === "payment" ? 1 : 0) && typeof currency === "string")) {
      refuse(`Invalid value for elements(): with mode ${mode}, amount should be an integer in the currency's minor unit and currency a three-letter code.`);
    }
    if (Array.isArray(options.fonts) && options.fonts.length > 0) {
      console.warn("Stripe sandbox: frames load nothing from other origins, so `fonts` is not applied here. Name a font in appearance.variables.fontFamily that the machine has.");
    }
    return options;
  }

  _find(type, mode) {
    return this._elements.find(element => element._type === type && (type !== "address" || mode === undefined || element._options.mode === mode));
  }

  _forget(element) {
    this._elements = this._elements.filter(other => other !== element);
    this._refresh();
  }

  // Elements that do not know of one another: the Payment Element leaves the address to an Address Element for billing.
  _refresh() {
    const payment = this._find("payment");
    payment?._frame?.call("update", payment._frameOptions());
  }

  _hints(element) {
    return element._type === "payment" ? { billingElsewhere: Boolean(this._find("address", "billing")) } : {};
  }

  _changed() {
    this._submitted = false;
  }

  _mountedFrames() {
    return this._elements.map(element => element._frame).filter(Boolean);
  }

  // Without the fonts and the handlers of the page: only what a frame needs to draw itself.
  _frameContext() {
    const { appearance, mode, amount, currency, clientSecret, setupFutureUsage, setup_future_usage } = this._options;
    return JSON.parse(JSON.stringify({
      key: this._stripe._api.key, version: this._stripe._api.version, group: this._id,
      appearance: appearance ?? {}, mode: mode ?? (clientSecret?.startsWith("seti_") ? "setup" : "payment"), amount, currency,
      saves: (setupFutureUsage ?? setup_future_usage) != null || mode === "setup" || mode === "subscription",
    }));
  }

  // What a wallet shows: said by the page, or by the intent.
  async _amount() {
    if (this._options.mode) {
      return { amount: this._options.amount ?? 0, currency: this._options.currency ?? "usd" };
    }
    const { intent } = await this._session();
    return { amount: intent?.amount ?? 0, currency: intent?.currency ?? "usd" };
  }

  _session() {
    this._loading ??= this._stripe._api.get("/v3/session", { client_secret: this._options.clientSecret, domain: location.host });
    return this._loading;
  }
}
