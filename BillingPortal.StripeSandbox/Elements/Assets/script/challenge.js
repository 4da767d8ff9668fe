// 3-D Secure: shows the bank's page over the merchant's and waits for what its holder decides. Where no frame may be shown, the whole page goes there.

const FRAME_PATIENCE_MS = 8000;
const AUTHENTICATION_FAILED = "We are unable to authenticate your payment method. Please choose a different payment method and try again.";

const challengeUrl = intent => {
  const action = intent.next_action;
  return action?.type === "use_stripe_sdk" ? action.use_stripe_sdk.stripe_js : null;
};

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
  const blocked = setTimeout(() => location.assign(url), FRAME_PATIENCE_MS);
  const hear = event => {
    if (event.source !== frame.contentWindow || event.origin !== sandboxOrigin || event.data?.type !== "sandbox:3ds") {
      return;
    }
    clearTimeout(blocked);
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
