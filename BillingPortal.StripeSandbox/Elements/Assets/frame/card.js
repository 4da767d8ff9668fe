// What a card is made of: brands, spacing, and what is wrong with what was typed, in the words that Stripe's fields use.

const BRANDS = [
  { name: "visa", label: "Visa", start: /^4/, lengths: [16], cvc: 3 },
  { name: "mastercard", label: "Mastercard", start: /^(5[1-5]|2[2-7])/, lengths: [16], cvc: 3 },
  { name: "amex", label: "American Express", start: /^3[47]/, lengths: [15], cvc: 4, gaps: [4, 10] },
  { name: "discover", label: "Discover", start: /^(6011|64[4-9]|65)/, lengths: [16], cvc: 3 },
  { name: "diners", label: "Diners Club", start: /^3(0|6|8|9)/, lengths: [14, 16], cvc: 3 },
  { name: "jcb", label: "JCB", start: /^35/, lengths: [16], cvc: 3 },
  { name: "unionpay", label: "UnionPay", start: /^(62|81)/, lengths: [16, 17, 18, 19], cvc: 3 },
];
const UNKNOWN = { name: "unknown", label: "", lengths: [16], cvc: 3 };

const onlyDigits = text => text.replace(/\D/g, "");

const brandOf = number => BRANDS.find(brand => brand.start.test(onlyDigits(number))) ?? UNKNOWN;

const formatNumber = text => {
  const brand = brandOf(text);
  const digits = onlyDigits(text).slice(0, Math.max(...brand.lengths));
  const gaps = brand.gaps ?? [4, 8, 12, 16];
  return [...digits].map((digit, at) => (gaps.includes(at) ? " " : "") + digit).join("");
};

const formatExpiry = (text, before) => {
  // Deleting over the slash must not bring it back.
  if (before.endsWith(" / ") && text === before.slice(0, -1)) {
    return text.slice(0, 1);
  }
  const typed = onlyDigits(text);
  const digits = (/^[2-9]/.test(typed) ? `0${typed}` : typed.length > 4 && typed.slice(2, 4) === "20" ? typed.slice(0, 2) + typed.slice(4) : typed).slice(0, 4);
  return digits.length > 1 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
};

const luhn = digits => [...digits].reverse().reduce((sum, digit, at) => {
  const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
  return sum + (value > 9 ? value - 9 : value);
}, 0) % 10 === 0;

const numberProblem = text => {
  const digits = onlyDigits(text);
  const { lengths } = brandOf(text);
  if (digits.length < Math.min(...lengths)) {
    return { code: "incomplete_number", message: "Your card number is incomplete." };
  }
  return lengths.includes(digits.length) && luhn(digits) ? null : { code: "invalid_number", message: "Your card number is invalid." };
};

const expiryParts = text => {
  const digits = onlyDigits(text);
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)), complete: digits.length === 4 };
};

const expiryProblem = text => {
  const { month, year, complete } = expiryParts(text);
  if (onlyDigits(text).length >= 2 && (month < 1 || month > 12)) {
    return { code: "invalid_expiry_month", message: "Your card's expiration month is invalid." };
  }
  if (!complete) {
    return { code: "incomplete_expiry", message: "Your card's expiration date is incomplete." };
  }
  const today = new Date();
  if (year < today.getFullYear()) {
    return { code: "invalid_expiry_year_past", message: "Your card's expiration year is in the past." };
  }
  if (year === today.getFullYear() && month < today.getMonth() + 1) {
    return { code: "invalid_expiry_month_past", message: "Your card's expiration date is in the past." };
  }
  return year > today.getFullYear() + 50 ? { code: "invalid_expiry_year", message: "Your card's expiration year is invalid." } : null;
};

const cvcProblem = (text, brand) =>
  onlyDigits(text).length < brand.cvc ? { code: "incomplete_cvc", message: "Your card's security code is incomplete." } : null;

const numberField = more => new Field({
  name: "number", label: "Card number", autocomplete: "cc-number", inputmode: "numeric", placeholder: "1234 1234 1234 1234", format: formatNumber, problem: numberProblem, ...more,
});

const expiryField = more => new Field({
  name: "expiry", label: "Expiration date", autocomplete: "cc-exp", inputmode: "numeric", placeholder: "MM / YY", format: formatExpiry, problem: expiryProblem, ...more,
});

const cvcField = more => new Field({
  name: "cvc", label: "Security code", autocomplete: "cc-csc", inputmode: "numeric", placeholder: "CVC", maxlength: "4", format: text => onlyDigits(text).slice(0, 4), ...more,
});

const cardData = (number, expiry, cvc) => {
  const { month, year } = expiryParts(expiry.text);
  return { number: onlyDigits(number.text), exp_month: month, exp_year: year, cvc: onlyDigits(cvc.text) };
};

// Puts a refusal beside the field that it is about.
const showRefusal = (error, { number, expiry, cvc }) => {
  if (error?.type !== "card_error") {
    return;
  }
  const field = /cvc/.test(error.code) ? cvc : /expir/.test(error.code) ? expiry : number;
  field.show({ code: error.code, message: error.message });
};
