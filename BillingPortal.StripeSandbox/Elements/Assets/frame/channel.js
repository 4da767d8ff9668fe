// The frame's end of the private channel. The first page that opens it is the one that embeds the frame; nobody else is listened to.

const methods = {};
let port = null;

const emit = (event, detail = {}) => port?.postMessage({ event, detail });

const connected = new Promise(resolve => {
  window.addEventListener("message", event => {
    if (event.source !== window.parent || event.data?.type !== "sandbox:init" || port) {
      return;
    }
    [port] = event.ports;
    port.onmessage = async ({ data: { id, method, argument } }) => port.postMessage({ id, result: await methods[method]?.(argument) });
    resolve(event.data.init);
  });
});

// Card data leaves the frame here, towards the sandbox and nowhere else: the path is one of the API's, whatever the page asked for.
const post = async (path, parameters) => {
  if (!path.startsWith("/v1/")) {
    return { error: { type: "invalid_request_error", message: "Not an address of the API." } };
  }
  try {
    const answer = await fetch(path, { method: "POST", body: toForm(parameters), credentials: "omit" });
    return await answer.json();
  } catch {
    return connectionError();
  }
};

const node = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
};
