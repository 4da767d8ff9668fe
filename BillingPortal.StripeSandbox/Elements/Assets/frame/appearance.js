// Turns an appearance into custom properties and rules. Everything goes through the object model: a value that is no CSS is dropped by the browser.

const THEMES = ["stripe", "night", "flat", "none"];

// Stripe's names of parts and states, and nothing else, can be styled.
const PARTS = /^(\.(Input|Label|Error|Field|Tab|TabLabel|AccordionItem|Block|TermsText|TermsLink|Text|Action|Link|PickerItem|DropdownItem|CheckboxInput|CheckboxLabel|RedirectText)(--[a-zA-Z]+)*((:hover|:focus|:focus-visible|:active|:disabled|:autofill|::placeholder|::selection))*)$/;

let sheet = new CSSStyleSheet();

const applyAppearance = appearance => {
  const root = document.documentElement;
  root.dataset.theme = THEMES.includes(appearance.theme) ? appearance.theme : "stripe";
  root.dataset.labels = appearance.labels === "floating" || (appearance.inputs === "condensed" && appearance.labels !== "above") ? "floating" : "above";
  root.dataset.inputs = appearance.inputs === "condensed" ? "condensed" : "spaced";
  root.dataset.still = appearance.disableAnimations ? "yes" : "no";

  const fresh = new CSSStyleSheet();
  fresh.insertRule(":root:root {}");
  for (const [name, value] of Object.entries(appearance.variables ?? {})) {
    fresh.cssRules[0].style.setProperty(`--${name}`, value);
  }
  for (const [selector, declarations] of Object.entries(appearance.rules ?? {})) {
    addRule(fresh, selector, declarations);
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter(other => other !== sheet), fresh];
  sheet = fresh;
};

const addRule = (into, selector, declarations) => {
  if (!selector.split(",").every(part => PARTS.test(part.trim()))) {
    console.warn(`Stripe sandbox: the appearance rule "${selector}" names no part of an Element and is left out.`);
    return;
  }
  // A rule of the page must win over the theme, which selects by one attribute and one class.
  const strong = selector.split(",").map(part => `:root[data-theme][data-theme] ${part.trim()}`).join(", ");
  const rule = into.cssRules[into.insertRule(`${strong} {}`, into.cssRules.length)];
  for (const [property, value] of Object.entries(declarations)) {
    rule.style.setProperty(property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`), value);
  }
};

// The older `style` of card Elements: variants of one input, each with pseudo-classes inside.
const STYLE_VARIANTS = { base: "", complete: ".is-complete", empty: ".is-empty", invalid: ".is-invalid" };

const applyInputStyle = style => {
  const fresh = new CSSStyleSheet();
  for (const [variant, suffix] of Object.entries(STYLE_VARIANTS)) {
    const { base, pseudo } = splitPseudo(style?.[variant] ?? {});
    for (const [suffixOfPseudo, declarations] of [["", base], ...Object.entries(pseudo)]) {
      const rule = fresh.cssRules[fresh.insertRule(`.Bare.Bare${suffix} input${suffixOfPseudo} {}`, fresh.cssRules.length)];
      for (const [property, value] of Object.entries(declarations)) {
        rule.style.setProperty(property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`), value);
      }
    }
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, fresh];
};

const splitPseudo = declarations => {
  const base = {};
  const pseudo = {};
  for (const [key, value] of Object.entries(declarations)) {
    if (/^::?(hover|focus|placeholder|selection|disabled|autofill)$/.test(key)) {
      pseudo[key] = value;
    } else if (!key.startsWith(":")) {
      base[key] = value;
    }
  }
  return { base, pseudo };
};
