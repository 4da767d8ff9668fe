// The Link Authentication Element: an e-mail address. Link itself does not exist in the sandbox.

const emailProblem = text =>
  text === "" ? { code: "incomplete_email", message: "Your email is incomplete." }
    : /^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(text) ? null : { code: "invalid_email", message: "Your email is invalid." };

const emailElement = (init, root) => {
  const changed = () => emit("change", state());
  const email = new Field({ name: "email", label: "Email", type: "email", autocomplete: "email", value: init.options.defaultValues?.email, changed, problem: emailProblem });
  const state = () => ({ empty: email.text === "", complete: email.problem() === null, value: { email: email.text } });
  root.append(node("div", { class: "Fields" }, email.element));
  Object.assign(methods, {
    clear: () => { email.text = ""; email.show(null); changed(); },
    focus: () => email.input.focus(),
    validate: how => validateFields([email], how),
    value: state,
  });
  ready();
};
