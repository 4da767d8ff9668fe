// One iframe of the sandbox's origin and the private channel to it. What is typed inside stays inside; only events and results come out.

let frameCount = 0;

class Frame {
  constructor(path, title, listen) {
    this.listen = listen;
    this.calls = new Map();
    this.nextCall = 1;
    this.waiting = [];
    this.port = null;
    this.iframe = document.createElement("iframe");
    this.iframe.name = `__privateStripeFrame${frameCount += 1}`;
    this.iframe.title = title;
    this.iframe.allow = "payment *";
    this.iframe.setAttribute("scrolling", "no");
    this.iframe.src = sandboxOrigin + path;
    // Set one by one, because a page's content security policy may forbid style attributes. The margin leaves room for the focus ring.
    Object.assign(this.iframe.style, {
      border: "0", margin: "-4px", padding: "0", width: "calc(100% + 8px)", minWidth: "100%", height: "1px",
      display: "block", overflow: "hidden", background: "transparent", colorScheme: "light", transition: "none",
    });
  }

  // A frame that the page moves within its document loads anew, so every load opens a new channel.
  open(init) {
    this.iframe.addEventListener("load", () => {
      const channel = new MessageChannel();
      this.port = channel.port1;
      this.port.onmessage = message => this.receive(message.data);
      this.iframe.contentWindow.postMessage({ type: "sandbox:init", init: init() }, sandboxOrigin, [channel.port2]);
      this.waiting.splice(0).forEach(message => this.port.postMessage(message));
    });
  }

  call(method, argument) {
    const id = this.nextCall;
    this.nextCall += 1;
    const message = { id, method, argument };
    return new Promise(resolve => {
      this.calls.set(id, resolve);
      if (this.port) {
        this.port.postMessage(message);
      } else {
        this.waiting.push(message);
      }
    });
  }

  receive({ id, result, event, detail }) {
    if (event === "resize") {
      this.iframe.style.height = `${detail.height}px`;
    } else if (event) {
      this.listen(event, detail);
    } else {
      this.calls.get(id)?.(result);
      this.calls.delete(id);
    }
  }

  close() {
    this.calls.forEach(resolve => resolve(undefined));
    this.calls.clear();
    this.port?.close();
    this.port = null;
    this.iframe.remove();
  }
}
