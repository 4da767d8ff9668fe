// What page and frames share: the API's nested forms, and the words for a sandbox that does not answer.

const toForm = (value, name = "", form = new URLSearchParams()) => {
  for (const [key, inner] of Object.entries(value)) {
    const full = name ? `${name}[${key}]` : key;
    if (inner === undefined || inner === null) {
      continue;
    }
    if (typeof inner === "object") {
      toForm(inner, full, form);
    } else {
      form.append(full, inner);
    }
  }
  return form;
};

const connectionError = () => ({
  error: { type: "api_connection_error", message: "We are experiencing issues connecting to our payments provider. Please check your connection and try again." },
});
