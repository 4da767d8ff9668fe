// A frame over the whole page, for the 3-D Secure page and the wallet's sheet. The native dialog keeps the focus inside and the page behind it still.

class Overlay {
  constructor(frame, label, dismissed) {
    this.dialog = document.createElement("dialog");
    this.dialog.setAttribute("aria-label", label);
    Object.assign(this.dialog.style, {
      position: "fixed", inset: "0", width: "100%", height: "100%", maxWidth: "100%", maxHeight: "100%", boxSizing: "border-box",
      margin: "0", padding: "16px", border: "0", background: "rgba(12, 15, 30, 0.62)", overflow: "auto", colorScheme: "light",
    });
    Object.assign(frame.style, {
      display: "block", margin: "0 auto", width: "100%", minWidth: "0", maxWidth: "480px", border: "0", borderRadius: "12px", background: "#ffffff",
    });
    this.frame = frame;
    this.dialog.addEventListener("cancel", event => {
      event.preventDefault();
      dismissed();
    });
    this.before = document.activeElement;
  }

  show() {
    this.dialog.append(this.frame);
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.frame.focus();
  }

  close() {
    this.dialog.close();
    this.dialog.remove();
    this.before?.focus?.();
  }
}
