// What no engine can be faster than where facts never repeat: reads the twelve facts and looks once at each byte of the three long
// texts, and decides nothing.
const encoder = new TextEncoder();
const bytes = new Uint8Array(8192);

function look(text) {
  const { written } = encoder.encodeInto(text, bytes);
  let sum = 0;
  for (let at = 0; at < written; at += 1) sum += bytes[at];
  return sum;
}

/** A contender like the others, whose answer says nothing. */
export const readAlone = (facts) =>
  look(facts.pageUrl) +
  look(facts.pageTitle) +
  (facts.referrerUrl === '' ? 0 : look(facts.referrerUrl)) +
  facts.browserLanguage.length +
  facts.country.length +
  facts.city.length +
  facts.businessHours.length +
  facts.pageVisits +
  facts.pagesViewed +
  facts.timeOnSite +
  facts.timeOnPage +
  (facts.engagedThisVisit ? 1 : 0);
