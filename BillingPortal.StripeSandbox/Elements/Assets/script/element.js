// An Element: a place in the page, the frame in it, and the life between them.

const ELEMENT_TYPES = {
  payment: { title: "Secure payment input frame", needsSession: true },
  expressCheckout: { title: "Secure express checkout frame", needsSession: true },
  address: { title: "Secure address input frame" },
  linkAuthentication: { title: "Secure email input frame" },
  card: { title: "Secure card payment input frame", ownStyle: true },
  cardNumber: { title: "Secure card number input frame", ownStyle: true },
  cardExpiry: { title: "Secure expiration date input frame", ownStyle: true },
  cardCvc: { title: "Secure CVC input frame", ownStyle: true },
};

class PageElement {
  constructor(group, type, options) {
    this._group = group;
    this._type = type;
    this._options = options;
    this._listeners = new Listeners();
    this._frame = null;
    this._place = null;
    this._destroyed = false;
  }

  mount(target) {
    this._mustLive();
    const place = typeof target === "string" ? document.querySelector(target) : target;
    if (typeof target === "string" && !place) {
      refuse(`The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`);
    }
    if (!(place instanceof HTMLElement)) {
      refuse("Invalid DOM element. Call mount() with a valid DOM element or selector.");
    }
    if (this._place === place && place.contains(this._frame?.iframe)) {
      return this;
    }
    this.unmount();
    this._place = place;
    place.replaceChildren();
    place.classList.add("StripeElement", "StripeElement--empty");
    this._frame = new Frame(`/v3/frames/${this._type}`, ELEMENT_TYPES[this._type].title, (event, detail) => this._receive(event, detail));
    this._load();
    place.append(this._frame.iframe);
    return this;
  }

  unmount() {
    if (this._frame) {
      this._frame.close();
      this._frame = null;
      this._place.classList.remove("StripeElement", ...["empty", "complete", "invalid", "focus"].map(state => this._class(state)));
      this._place = null;
    }
    return this;
  }

  destroy() {
    this._mustLive();
    this.unmount();
    this._destroyed = true;
    this._group._forget(this);
  }

  update(options) {
    this._mustLive();
    this._options = { ...this._options, ...requireObject(options, "element.update()") };
    this._frame?.call("update", this._frameOptions());
    return this;
  }

  on(name, handler) { this._listeners.add(name, handler); return this; }

  once(name, handler) { this._listeners.add(name, handler, true); return this; }

  off(name, handler) { this._listeners.remove(name, handler); return this; }

  addListener(name, handler) { return this.on(name, handler); }

  addEventListener(name, handler) { return this.on(name, handler); }

  removeListener(name, handler) { return this.off(name, handler); }

  focus() { this._mounted("focus").iframe.focus(); this._frame.call("focus"); return this; }

  blur() { this._mounted("blur").call("blur"); this._frame.iframe.blur(); return this; }

  clear() { this._mounted("clear").call("clear"); return this; }

  collapse() {
    if (this._type !== "payment") {
      refuse("collapse() is a method of the Payment Element only.");
    }
    this._mounted("collapse").call("collapse");
    return this;
  }

  async getValue() {
    if (this._type !== "address") {
      refuse("getValue() is a method of the Address Element only.");
    }
    const { complete, isNewAddress, value } = await this._mounted("getValue").call("value");
    return { complete, isNewAddress, value };
  }

  _mustLive() {
    if (this._destroyed) {
      refuse("This Element has already been destroyed. Please create a new one.");
    }
  }

  _mounted(method) {
    this._mustLive();
    return this._frame ?? refuse(`This Element is not mounted, so ${method}() cannot be called yet. Call mount() first and wait for the ready event.`);
  }

  // The loader starts at once; the fields come when the group knows what they are for.
  _load() {
    const frame = this._frame;
    frame.open(() => ({ ...this._group._frameContext(), type: this._type, options: this._frameOptions() }));
    queueMicrotask(() => this._emit("loaderstart"));
    if (ELEMENT_TYPES[this._type].needsSession) {
      this._group._session().then(session => {
        if (this._frame !== frame) {
          return;
        }
        if (session.error) {
          frame.call("fail", session.error.message);
          this._emit("loaderror", { error: session.error });
        } else {
          frame.call("session", session);
        }
      });
    }
  }

  _frameOptions() {
    return JSON.parse(JSON.stringify({ ...this._options, ...this._group._hints(this) }));
  }

  _emit(name, detail = {}) {
    this._listeners.emit(name, { elementType: this._type, ...detail });
  }

  _receive(event, detail) {
    if (event === "submit") {
      this._place.closest("form")?.requestSubmit();
      return;
    }
    if (event === "change") {
      this._group._changed();
      this._mark("empty", detail.empty);
      this._mark("complete", detail.complete);
      this._mark("invalid", Boolean(detail.error));
    } else if (event === "focus" || event === "blur") {
      this._mark("focus", event === "focus");
    }
    this._emit(event, detail);
  }

  _class(state) {
    return this._options.classes?.[state] ?? `StripeElement--${state}`;
  }

  _mark(state, on) {
    this._place?.classList.toggle(this._class(state), on);
  }
}
