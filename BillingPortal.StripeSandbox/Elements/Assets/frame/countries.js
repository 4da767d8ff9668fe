// Countries and how their addresses are written. What is not listed has a city and a postal code and no state.

const COUNTRY_CODES = ("AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FO FR GA GB GD GE "
  + "GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MQ MR MS MT MU MV MW "
  + "MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SI SK SL SM SN SO SR ST SV SX SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU "
  + "WS XK YE YT ZA ZM ZW").split(" ");

const NAMES = new Intl.DisplayNames(["en"], { type: "region" });

const countryChoices = allowed =>
  COUNTRY_CODES.filter(code => !allowed || allowed.includes(code)).map(code => [code, NAMES.of(code)]).sort((one, other) => one[1].localeCompare(other[1]));

const pairs = text => text.split("|").map(entry => entry.split(":"));

const US_STATES = pairs("AL:Alabama|AK:Alaska|AZ:Arizona|AR:Arkansas|CA:California|CO:Colorado|CT:Connecticut|DE:Delaware|DC:District of Columbia|FL:Florida|GA:Georgia|HI:Hawaii|ID:Idaho|IL:Illinois|IN:Indiana|IA:Iowa|KS:Kansas|KY:Kentucky|LA:Louisiana|ME:Maine|MD:Maryland|MA:Massachusetts|MI:Michigan|MN:Minnesota|MS:Mississippi|MO:Missouri|MT:Montana|NE:Nebraska|NV:Nevada|NH:New Hampshire|NJ:New Jersey|NM:New Mexico|NY:New York|NC:North Carolina|ND:North Dakota|OH:Ohio|OK:Oklahoma|OR:Oregon|PA:Pennsylvania|RI:Rhode Island|SC:South Carolina|SD:South Dakota|TN:Tennessee|TX:Texas|UT:Utah|VT:Vermont|VA:Virginia|WA:Washington|WV:West Virginia|WI:Wisconsin|WY:Wyoming");
const CA_PROVINCES = pairs("AB:Alberta|BC:British Columbia|MB:Manitoba|NB:New Brunswick|NL:Newfoundland and Labrador|NT:Northwest Territories|NS:Nova Scotia|NU:Nunavut|ON:Ontario|PE:Prince Edward Island|QC:Quebec|SK:Saskatchewan|YT:Yukon");
const AU_STATES = pairs("ACT:Australian Capital Territory|NSW:New South Wales|NT:Northern Territory|QLD:Queensland|SA:South Australia|TAS:Tasmania|VIC:Victoria|WA:Western Australia");

const POSTAL = { label: "Postal code", pattern: /^.{2,}$/ };

const ADDRESS_FORMS = {
  US: { postal: { label: "ZIP code", pattern: /^\d{5}(-?\d{4})?$/ }, state: { label: "State", choices: US_STATES }, zipOnCard: true },
  CA: { postal: { label: "Postal code", pattern: /^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$/ }, state: { label: "Province", choices: CA_PROVINCES }, zipOnCard: true },
  GB: { postal: { label: "Postcode", pattern: /^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$/ }, city: "Town or city", zipOnCard: true },
  PR: { postal: { label: "ZIP code", pattern: /^\d{5}(-?\d{4})?$/ }, zipOnCard: true },
  AU: { postal: { label: "Postcode", pattern: /^\d{4}$/ }, state: { label: "State", choices: AU_STATES }, city: "Suburb" },
  NZ: { postal: { label: "Postcode", pattern: /^\d{4}$/ } },
  DE: { postal: { label: "Postal code", pattern: /^\d{5}$/ } },
  FR: { postal: { label: "Postal code", pattern: /^\d{5}$/ } },
  AT: { postal: { label: "Postal code", pattern: /^\d{4}$/ } },
  CH: { postal: { label: "Postal code", pattern: /^\d{4}$/ } },
  NL: { postal: { label: "Postal code", pattern: /^\d{4} ?[A-Za-z]{2}$/ } },
  IT: { postal: { label: "Postal code", pattern: /^\d{5}$/ }, state: { label: "Province" } },
  ES: { postal: { label: "Postal code", pattern: /^\d{5}$/ }, state: { label: "Province" } },
  BR: { postal: { label: "Postal code", pattern: /^\d{5}-?\d{3}$/ }, state: { label: "State" } },
  MX: { postal: { label: "Postal code", pattern: /^\d{5}$/ }, state: { label: "State" } },
  IN: { postal: { label: "PIN", pattern: /^\d{6}$/ }, state: { label: "State" } },
  JP: { postal: { label: "Postal code", pattern: /^\d{3}-?\d{4}$/ }, state: { label: "Prefecture" } },
  CN: { postal: POSTAL, state: { label: "Province" } },
  IE: { postal: { label: "Eircode", pattern: /^.{3,}$/, optional: true }, state: { label: "County", optional: true } },
  AE: { postal: null, state: { label: "Emirate" } },
  HK: { postal: null, city: "District" },
};

const addressForm = country => ({ postal: POSTAL, city: "City", ...ADDRESS_FORMS[country] });

const postalProblem = (country, text) => {
  const { postal } = addressForm(country);
  if (!postal || (postal.optional && text === "")) {
    return null;
  }
  const name = postal.label === "ZIP code" ? "ZIP" : postal.label.toLowerCase();
  return text === "" ? { code: "incomplete_zip", message: `Your ${name} is incomplete.` }
    : postal.pattern.test(text) ? null : { code: "invalid_zip", message: `Your ${name} is invalid.` };
};
