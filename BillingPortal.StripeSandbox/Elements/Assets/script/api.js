// The API as a browser uses it: forms with the publishable key inside, so that no preflight is needed, and answers that never throw.

const sandboxOrigin = new URL(document.currentScript.src).origin;

class Api {
  constructor(key, version) {
    this.key = key;
    this.version = version;
  }

  get(path, parameters) {
    return this.send(`${path}?${this.form(parameters)}`, {});
  }

  post(path, parameters) {
    return this.send(path, { method: "POST", body: this.form(parameters) });
  }

  form(parameters) {
    return toForm({ ...parameters, key: this.key, _stripe_version: this.version });
  }

  // Resolves to the object, or to {error} in the shape that pages show.
  async send(path, request) {
    try {
      const answer = await fetch(sandboxOrigin + path, { ...request, credentials: "omit" });
      return await answer.json();
    } catch {
      return connectionError();
    }
  }
}
