// One labelled input or select with its error below it, said to everybody: colour, text, aria-invalid and a live region.

class Field {
  // options: name, label, autocomplete, inputmode, placeholder, maxlength, format(text), problem(text) → {code, message} | null, choices, value, optional, hint
  constructor(options) {
    this.options = options;
    this.name = options.name;
    this.touched = false;
    this.error = null;
    const shared = {
      id: `Field-${options.name}`, name: options.name, class: "Input", autocomplete: options.autocomplete, "aria-describedby": `Error-${options.name}`,
      "aria-required": options.optional ? undefined : "true", "aria-invalid": "false",
    };
    this.input = options.choices
      ? node("select", shared, ...options.choices.map(([value, text]) => node("option", { value }, text)))
      : node("input", { ...shared, type: options.type ?? "text", inputmode: options.inputmode, placeholder: options.placeholder ?? " ", maxlength: options.maxlength, spellcheck: "false", autocapitalize: options.autocapitalize });
    this.label = node("label", { class: "Label", for: shared.id }, options.label);
    this.message = node("p", { class: "Error", id: shared["aria-describedby"], role: "alert" });
    this.box = node("div", { class: "InputBox" }, this.input);
    this.element = node("div", { class: "Field", "data-field": options.name }, this.label, this.box, this.message);
    this.input.value = options.value ?? (options.choices ? options.choices[0]?.[0] ?? "" : "");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("blur", () => {
      this.touched = true;
      this.show(this.text === "" ? this.error : this.problem());
    });
  }

  get text() { return this.input.value.trim(); }

  set text(value) { this.input.value = this.options.format ? this.options.format(value) : value; }

  get hidden() { return this.element.hidden; }

  set hidden(value) { this.element.hidden = value; }

  problem() {
    return this.hidden ? null : this.options.problem?.(this.text) ?? null;
  }

  // Formats while the caret stays behind the same digit.
  typed() {
    if (this.options.format) {
      const digitsBefore = this.input.value.slice(0, this.input.selectionStart).replace(/\D/g, "").length;
      const formatted = this.options.format(this.input.value, this.previous ?? "");
      if (formatted !== this.input.value) {
        const atEnd = this.input.selectionStart >= this.input.value.length;
        this.input.value = formatted;
        const caret = atEnd ? formatted.length : positionAfterDigits(formatted, digitsBefore);
        this.input.setSelectionRange(caret, caret);
      }
    }
    this.previous = this.input.value;
    // While something is typed an old error goes away; a new one waits until the field is left, unless it is already certain.
    const problem = this.problem();
    this.show(problem && !problem.code.startsWith("incomplete") ? problem : null);
    this.options.changed?.();
  }

  show(problem) {
    this.error = problem ?? null;
    this.message.textContent = problem?.message ?? "";
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.element.classList.toggle("is-invalid", Boolean(problem));
    this.input.classList.toggle("Input--invalid", Boolean(problem));
    this.label.classList.toggle("Label--invalid", Boolean(problem));
  }

  rename(label, placeholder) {
    this.label.textContent = label;
    if (placeholder !== undefined) {
      this.input.placeholder = placeholder;
    }
  }
}

const positionAfterDigits = (text, count) => {
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    if (seen === count) {
      return at;
    }
    seen += /\d/.test(text[at]) ? 1 : 0;
  }
  return text.length;
};

// Validates fields in order, shows every error and leads to the first.
const validateFields = (fields, { focus = true } = {}) => {
  let first = null;
  for (const field of fields) {
    const problem = field.problem();
    field.show(problem);
    if (problem && !first) {
      first = { ...problem, field };
    }
  }
  if (first && focus) {
    first.field.input.focus();
  }
  return first ? { type: "validation_error", code: first.code, message: first.message } : null;
};
