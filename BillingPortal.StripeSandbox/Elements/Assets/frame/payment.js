// The Payment Element: a card form with the country and, where a card needs it, the postal code.

const paymentElement = (init, root) => {
  let { options } = init;
  let collapsed = false;
  let session = null;
  const changed = () => emit("change", state());
  const number = numberField({ changed: () => { showBrand(); changed(); } });
  const expiry = expiryField({ changed });
  const cvc = cvcField({ changed, problem: text => cvcProblem(text, brandOf(number.text)) });
  const defaults = () => options.defaultValues?.billingDetails ?? {};
  const name = new Field({ name: "name", label: "Full name", autocomplete: "name", changed, value: defaults().name, problem: text => text === "" ? { code: "incomplete_name", message: "Please provide your full name." } : null });
  const email = new Field({ name: "email", label: "Email", type: "email", autocomplete: "email", changed, value: defaults().email, problem: emailProblem });
  const country = new Field({ name: "country", label: "Country", autocomplete: "billing country", choices: countryChoices(), value: defaults().address?.country ?? "US", changed: () => { arrange(); changed(); } });
  const postal = new Field({ name: "postalCode", label: "ZIP code", autocomplete: "billing postal-code", placeholder: "12345", value: defaults().address?.postal_code, changed, problem: text => postalProblem(country.text, text) });
  const fields = [name, email, number, expiry, cvc, country, postal];

  const brand = node("span", { class: "Brand", "aria-live": "polite" });
  number.box.append(brand);
  const showBrand = () => { brand.textContent = number.text ? brandOf(number.text).label : ""; };

  const terms = node("p", { class: "TermsText" });
  const note = node("p", { class: "TermsText SandboxNote" }, "Sandbox: no real card. 4242 4242 4242 4242 is accepted, 4000 0000 0000 0002 declined.");
  const form = node("div", { class: "Fields", id: "payment-fields" }, name.element, email.element, number.element,
    node("div", { class: "Pair" }, expiry.element, cvc.element), node("div", { class: "Pair" }, country.element, postal.element), terms, note);
  const header = node("button", { type: "button", class: "AccordionItem", "aria-expanded": "true", "aria-controls": "payment-fields" }, "Card");
  header.addEventListener("click", () => collapse(!collapsed));

  const asked = field => {
    const details = options.fields?.billingDetails;
    return isPlain(details) ? details[field] ?? "auto" : details ?? "auto";
  };
  const askedOfAddress = field => isPlain(asked("address")) ? asked("address")[field] ?? "auto" : asked("address");

  const arrange = () => {
    name.hidden = asked("name") !== "always";
    email.hidden = asked("email") !== "always";
    country.hidden = options.billingElsewhere || askedOfAddress("country") === "never";
    const { postal: form, zipOnCard } = addressForm(country.text);
    postal.hidden = options.billingElsewhere || askedOfAddress("postalCode") === "never" || !zipOnCard;
    if (form) {
      postal.rename(form.label, { US: "12345", CA: "M5T 1T4", GB: "WS11 1DB" }[country.text] ?? " ");
    }
    fields.forEach(field => { field.input.disabled = Boolean(options.readOnly); });
    const wanted = options.terms?.card ?? "auto";
    const saves = init.saves || session?.intent?.object === "setup_intent" || session?.intent?.setup_future_usage;
    terms.textContent = wanted === "never" || (wanted === "auto" && !saves) ? ""
      : `By providing your card information, you allow ${options.business?.name ?? "the merchant"} to charge your card for future payments in accordance with their terms.`;
    terms.hidden = terms.textContent === "";
    const layout = isPlain(options.layout) ? options.layout.type : options.layout;
    header.hidden = layout !== "accordion" && !collapsed;
  };

  const collapse = to => {
    collapsed = to;
    form.hidden = to;
    header.setAttribute("aria-expanded", String(!to));
    arrange();
    changed();
  };

  const shown = () => fields.filter(field => !field.hidden);
  const state = () => ({
    empty: [number, expiry, cvc].every(field => field.text === ""),
    complete: !collapsed && shown().every(field => field.problem() === null),
    collapsed, value: { type: "card", payment_method: undefined },
  });

  root.append(header, form);
  arrange();
  if (isPlain(options.layout) && options.layout.defaultCollapsed) {
    collapse(true);
  }

  const own = () => ({
    ...name.hidden ? {} : { name: name.text }, ...email.hidden ? {} : { email: email.text },
    ...country.hidden ? {} : { address: { country: country.text, ...postal.hidden ? {} : { postal_code: postal.text } } },
  });

  Object.assign(methods, {
    update: next => { options = next; arrange(); },
    session: value => { session = value; arrange(); emit("availablepaymentmethodschange", { paymentMethods: { card: { available: true } } }); ready(); },
    collapse: () => collapse(true),
    clear: () => { [number, expiry, cvc].forEach(field => { field.text = ""; field.show(null); }); showBrand(); changed(); },
    focus: () => shown()[0]?.input.focus(),
    validate: how => {
      if (collapsed) {
        collapse(false);
      }
      return validateFields(shown(), how);
    },
    confirm: async request => {
      const answer = await confirmCard(request, cardData(number, expiry, cvc), own());
      showRefusal(answer.error, { number, expiry, cvc });
      return answer;
    },
  });
};

const isPlain = value => typeof value === "object" && value !== null;

// What the page or an Address Element says about the holder comes before what the card form knows.
const confirmCard = ({ path, within, parameters }, card, own = {}) => {
  const given = (within ? parameters[within] : parameters) ?? {};
  const details = given.billing_details ?? {};
  const method = { ...given, card, billing_details: { ...own, ...withoutBlanks(details), address: { ...own.address, ...details.address } } };
  return post(path, withKey(within ? { ...parameters, [within]: method } : method));
};

const withoutBlanks = details => Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined && value !== null));
