// The older card Elements: one line for the whole card, or a frame for each part. Their labels are the page's, so each input names itself.

const bare = field => {
  field.input.setAttribute("aria-label", field.options.label);
  field.label.remove();
  field.message.classList.add("Unseen");
  return field;
};

const cardLine = (init, root) => {
  const { options } = init;
  const changed = () => { mark(); emit("change", state()); };
  const number = bare(numberField({ changed }));
  const expiry = bare(expiryField({ changed }));
  const cvc = bare(cvcField({ changed, problem: text => cvcProblem(text, brandOf(number.text)) }));
  const postal = bare(new Field({
    name: "postalCode", label: "ZIP", autocomplete: "billing postal-code", placeholder: "ZIP", changed, value: options.value?.postalCode,
    problem: text => text.length < 3 ? { code: "incomplete_zip", message: "Your postal code is incomplete." } : null,
  }));
  postal.hidden = Boolean(options.hidePostalCode);
  const fields = [number, expiry, cvc, postal];
  const shown = () => fields.filter(field => !field.hidden);
  const error = () => shown().map(field => field.error).find(Boolean);
  const state = () => ({
    brand: brandOf(number.text).name, empty: shown().every(field => field.text === ""), complete: shown().every(field => field.problem() === null),
    error: error() ? { type: "validation_error", ...error() } : undefined, value: { postalCode: postal.text },
  });
  const line = node("div", { class: "Bare Line" }, ...fields.map(field => field.element));
  const mark = () => {
    line.classList.toggle("is-complete", state().complete);
    line.classList.toggle("is-empty", state().empty);
    line.classList.toggle("is-invalid", Boolean(error()));
  };
  fields.forEach(field => {
    field.input.disabled = Boolean(options.disabled);
    field.input.addEventListener("blur", changed);
  });
  root.append(line);
  applyInputStyle(options.style);
  mark();
  Object.assign(methods, {
    update: next => { applyInputStyle(next.style); postal.hidden = Boolean(next.hidePostalCode); fields.forEach(field => { field.input.disabled = Boolean(next.disabled); }); mark(); },
    clear: () => { fields.forEach(field => { field.text = ""; field.show(null); }); changed(); },
    focus: () => number.input.focus(),
    confirm: async request => {
      const problem = validateFields(shown());
      changed();
      return problem ? { error: problem } : confirmCard(request, cardData(number, expiry, cvc), postal.hidden ? {} : { address: { postal_code: postal.text } });
    },
  });
  ready();
};

const PART_FIELDS = { cardNumber: numberField, cardExpiry: expiryField, cardCvc: cvcField };

const cardPart = (init, root) => {
  const { options, type } = init;

  // The other parts are frames of the same origin beside this one; what is typed into them never passes through the page.
  const part = wanted => {
    for (let at = 0; at < window.parent.frames.length; at++) {
      try {
        const other = window.parent.frames[at].sandboxPart;
        if (other?.group === init.group && other.type === wanted) {
          return other.field;
        }
      } catch {
        // A frame of somebody else.
      }
    }
    return null;
  };

  const changed = () => { mark(); emit("change", state()); };
  const field = bare(PART_FIELDS[type]({
    changed, ...type === "cardCvc" ? { problem: text => cvcProblem(text, brandOf(part("cardNumber")?.text ?? "")) } : {}, ...options.placeholder !== undefined && { placeholder: options.placeholder },
  }));
  const state = () => ({
    ...type === "cardNumber" && { brand: brandOf(field.text).name }, empty: field.text === "", complete: field.problem() === null,
    error: field.error ? { type: "validation_error", ...field.error } : undefined, value: undefined,
  });
  const box = node("div", { class: "Bare" }, field.element);
  const mark = () => {
    box.classList.toggle("is-complete", state().complete);
    box.classList.toggle("is-empty", state().empty);
    box.classList.toggle("is-invalid", Boolean(field.error));
  };
  field.input.disabled = Boolean(options.disabled);
  field.input.addEventListener("blur", changed);
  root.append(box);
  applyInputStyle(options.style);
  mark();
  window.sandboxPart = { group: init.group, type, field };

  Object.assign(methods, {
    update: next => { applyInputStyle(next.style); field.input.disabled = Boolean(next.disabled); mark(); },
    clear: () => { field.text = ""; field.show(null); changed(); },
    focus: () => field.input.focus(),
    confirm: request => {
      const [number, expiry, cvc] = ["cardNumber", "cardExpiry", "cardCvc"].map(part);
      if (!number || !expiry || !cvc) {
        return { error: { type: "validation_error", code: "incomplete_number", message: "The card's number, expiration date and security code are needed." } };
      }
      const problem = validateFields([number, expiry, cvc]);
      return problem ? { error: problem } : confirmCard(request, cardData(number, expiry, cvc));
    },
  });
  ready();
};
