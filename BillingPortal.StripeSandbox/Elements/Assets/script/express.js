// The Express Checkout Element: wallet buttons in the page, and a sheet over it that stands in for the device's wallet.

const RESOLVE_WITHIN_MS = 1000;

class ExpressCheckout extends PageElement {
  constructor(group, options) {
    super(group, "expressCheckout", ExpressCheckout._checked(options));
  }

  update(options) {
    return super.update(ExpressCheckout._checked(requireObject(options, "element.update()")));
  }

  unmount() {
    this._closeSheet();
    return super.unmount();
  }

  static _checked(options) {
    if (options.buttonHeight !== undefined && !(options.buttonHeight >= 40 && options.buttonHeight <= 55)) {
      refuse("Invalid value for elements.create('expressCheckout'): buttonHeight should be between 40 and 55.");
    }
    return options;
  }

  _receive(event, detail) {
    if (event === "wallet") {
      this._clicked(detail.wallet);
    } else {
      super._receive(event, detail);
    }
  }

  // The page has one second to say what the sheet shows; without a handler the sheet opens as it is.
  _clicked(wallet) {
    if (this._sheet) {
      return;
    }
    let answered = false;
    const late = setTimeout(() => {
      if (!answered) {
        answered = true;
        console.error("Stripe sandbox: the click event of the Express Checkout Element was not resolved within one second, so the wallet stays closed. Call event.resolve().");
      }
    }, RESOLVE_WITHIN_MS);
    const resolve = (details = {}) => {
      if (!answered) {
        answered = true;
        clearTimeout(late);
        this._open(wallet, requireObject(details, "event.resolve()"));
      }
    };
    if (this._listeners.has("click")) {
      this._emit("click", { expressPaymentType: wallet, resolve });
    } else {
      resolve();
    }
  }

  async _open(wallet, details) {
    if (details.shippingAddressRequired || details.shippingRates) {
      refuse("The sandbox's wallet collects no shipping address. Leave shippingAddressRequired and shippingRates out, or use an Address Element.");
    }
    const { amount, currency } = await this._group._amount();
    if ((details.lineItems ?? []).reduce((sum, item) => sum + item.amount, 0) > amount) {
      refuse(`The amount ${amount} is less than the total amount of the line items provided.`);
    }
    const frame = new Frame("/v3/frames/wallet", "Sandbox wallet", (event, detail) => this._heard(event, detail));
    this._sheet = { wallet, frame, overlay: new Overlay(frame.iframe, "Sandbox wallet", () => this._dismissed()) };
    frame.open(() => ({
      ...this._group._frameContext(), type: "wallet",
      options: { wallet, amount, currency, ...JSON.parse(JSON.stringify(details)) },
    }));
    this._sheet.overlay.show();
  }

  _heard(event, detail) {
    if (event === "cancel" || event === "escape") {
      this._dismissed();
    } else if (event === "pay") {
      const sheet = this._sheet;
      this._group._wallet = { type: sheet.wallet, frame: sheet.frame, close: () => this._closeSheet() };
      this._emit("confirm", {
        expressPaymentType: sheet.wallet,
        billingDetails: detail.billingDetails,
        paymentFailed: payload => {
          this._group._wallet = null;
          sheet.frame.call("failed", payload?.message ?? "Your payment could not be completed. Try another card of the wallet.");
        },
      });
    }
  }

  _dismissed() {
    this._closeSheet();
    this._emit("cancel");
  }

  _closeSheet() {
    this._group._wallet = null;
    this._sheet?.overlay.close();
    this._sheet?.frame.close();
    this._sheet = null;
  }
}
