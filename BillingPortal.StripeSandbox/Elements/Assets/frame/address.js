// The Address Element: name and address as the chosen country writes them.

const incomplete = text => text === "" ? { code: "incomplete_field", message: "This field is incomplete." } : null;

const addressElement = (init, root) => {
  let { options } = init;
  const group = options.mode;   // autocomplete's "billing" or "shipping"
  const given = options.defaultValues ?? {};
  const choices = countryChoices(options.allowedCountries);
  const changed = () => emit("change", state());
  const kind = options.display?.name ?? "full";
  const name = new Field({ name: "name", label: kind === "organization" ? "Full name or organization" : "Full name", autocomplete: `${group} name`, value: given.name, changed, problem: incomplete });
  const firstName = new Field({ name: "firstName", label: "First name", autocomplete: `${group} given-name`, value: given.firstName, changed, problem: incomplete });
  const lastName = new Field({ name: "lastName", label: "Last name", autocomplete: `${group} family-name`, value: given.lastName, changed, problem: incomplete });
  const country = new Field({
    name: "country", label: "Country or region", autocomplete: `${group} country`, choices, changed: () => { arrange(); changed(); },
    value: choices.some(([code]) => code === given.address?.country) ? given.address.country : choices.some(([code]) => code === "US") ? "US" : choices[0]?.[0],
  });
  const line1 = new Field({ name: "line1", label: "Address", autocomplete: `${group} address-line1`, value: given.address?.line1, changed, problem: text => incomplete(text) ?? poBox(text) });
  const line2 = new Field({ name: "line2", label: "Address line 2 (optional)", autocomplete: `${group} address-line2`, value: given.address?.line2, optional: true, changed });
  const city = new Field({ name: "city", label: "City", autocomplete: `${group} address-level2`, value: given.address?.city, changed, problem: incomplete });
  const postal = new Field({ name: "postalCode", label: "ZIP code", autocomplete: `${group} postal-code`, value: given.address?.postal_code, changed, problem: text => postalProblem(country.text, text) });
  const stateBox = node("div", { class: "Slot" });
  const phone = new Field({ name: "phone", label: "Phone number", type: "tel", inputmode: "tel", autocomplete: `${group} tel`, value: given.phone, changed, problem: text => phoneProblem(text) });
  let region = null;
  let regionOf = null;

  const poBox = text => options.blockPoBox && /\bp\.?\s*o\.?\s*box\b/i.test(text) ? { code: "po_box", message: "PO boxes are not accepted." } : null;
  const phoneProblem = text => {
    const required = (options.validation?.phone?.required ?? "auto") !== "never";
    return text === "" ? required ? incomplete(text) : null : onlyDigits(text).length < 6 ? { code: "invalid_phone", message: "Your phone number is invalid." } : null;
  };

  // The region is a list in some countries and a text in others; going back to a country keeps what was chosen there.
  const arrangeRegion = form => {
    if (regionOf === country.text) {
      return;
    }
    regionOf = country.text;
    const value = region === null ? given.address?.state : undefined;
    region = form.state
      ? new Field({
        name: "state", label: form.state.label, autocomplete: `${group} address-level1`, value: value ?? "", changed, optional: form.state.optional,
        choices: form.state.choices && [["", "Select"], ...form.state.choices], problem: form.state.optional ? undefined : incomplete,
      })
      : null;
    stateBox.replaceChildren(...region ? [region.element] : []);
    stateBox.hidden = !region;
  };

  const arrange = () => {
    const form = addressForm(country.text);
    arrangeRegion(form);
    const split = kind === "split";
    const nameless = options.fields?.name === "never";
    name.hidden = split || nameless;
    firstName.hidden = lastName.hidden = !split || nameless;
    city.rename(form.city);
    postal.hidden = !form.postal;
    postal.rename(form.postal?.label ?? "");
    phone.hidden = options.fields?.phone !== "always";
  };

  const fields = () => [firstName, lastName, name, country, line1, line2, city, ...region ? [region] : [], postal, phone].filter(field => !field.hidden);
  const state = () => {
    const split = kind === "split" && { firstName: firstName.text, lastName: lastName.text };
    return {
      elementMode: options.mode, isNewAddress: true,
      empty: [line1, line2, city, postal].every(field => field.hidden || field.text === ""),
      complete: fields().every(field => field.problem() === null),
      value: {
        name: split ? `${split.firstName} ${split.lastName}`.trim() : name.text, ...split,
        address: { line1: line1.text, line2: line2.text || null, city: city.text, state: region?.text ?? "", postal_code: postal.hidden ? "" : postal.text, country: country.text },
        ...phone.hidden ? {} : { phone: phone.text },
      },
    };
  };

  root.append(node("div", { class: "Fields" }, node("div", { class: "Pair" }, firstName.element, lastName.element), name.element, country.element,
    line1.element, line2.element, city.element, node("div", { class: "Pair" }, stateBox, postal.element), phone.element));
  arrange();

  Object.assign(methods, {
    update: next => { options = { ...next, mode: options.mode }; arrange(); },
    clear: () => { fields().filter(field => field !== country).forEach(field => { field.text = ""; field.show(null); }); changed(); },
    focus: () => fields()[0].input.focus(),
    validate: how => validateFields(fields(), how),
    value: state,
  });
  ready();
};
