// 3-D Secure: shows the bank's page over the merchant's and waits for what its holder decides. Where no frame may be shown, the whole page goes there.

const BLOCKED_AFTER_LOAD_MS = 1500;
const AUTHENTICATION_FAILED = "We are unable to authenticate your payment method. Please choose a different payment method and try again.";

// The sandbox may have another name here (localhost, 127.0.0.1) than in its own links; the page knows it by the script's.
const challengeUrl = intent => sandboxOrigin + new URL(intent.next_action.use_stripe_sdk.stripe_js).pathname;

// Resolves when the holder has answered or has given up; the intent then says what came of it.
const askHolder = url => new Promise(resolve => {
  const frame = document.createElement("iframe");
  frame.title = "3-D Secure authentication";
  frame.src = `${url}?embedded=1`;
  frame.style.height = "min(460px, calc(100vh - 32px))";

  const giveUp = async () => {
    await fetch(url, { method: "POST", mode: "no-cors", credentials: "omit", body: new URLSearchParams({ outcome: "cancel" }) });
    finish();
  };
  const overlay = new Overlay(frame, "3-D Secure authentication", giveUp);
  // The bank's page speaks before it has loaded. What loads in silence is the browser's own page about a frame that it does not show.
  let blocked;
  frame.addEventListener("load", () => { blocked ??= setTimeout(() => location.assign(url), BLOCKED_AFTER_LOAD_MS); });
  const hear = event => {
    if (event.source !== frame.contentWindow || event.origin !== sandboxOrigin || event.data?.type !== "sandbox:3ds") {
      return;
    }
    clearTimeout(blocked);
    blocked = 0;
    if (event.data.state === "done") {
      finish();
    }
  };
  const finish = () => {
    clearTimeout(blocked);
    window.removeEventListener("message", hear);
    overlay.close();
    resolve();
  };
  window.addEventListener("message", hear);
  overlay.show();
});
