const number = (value, digits = 2) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(digits);
const spread = ([low, high]) => `${number(low)}–${number(high)}`;
const time = (nanoseconds) =>
  nanoseconds < 1000
    ? `${nanoseconds.toFixed(0)} ns`
    : nanoseconds < 1e6
      ? `${(nanoseconds / 1000).toFixed(1)} µs`
      : `${(nanoseconds / 1e6).toFixed(1)} ms`;
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
const verdict = (reached) => (reached ? 'reached' : '**not reached**');

/** Slope of a line through points in a doubly logarithmic plot: cost grows with so much of a power of the size. */
export function exponent(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [x, y] = [mean(logs.map(([value]) => value)), mean(logs.map(([, value]) => value))];
  return (
    logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  );
}

const targets = { 10: 1.5, 100: 20, 1000: 50, 10000: 150 };
const share = { typical: 1, wide: 0.5, 'typical, facts never repeat': 0.5, 'wide, facts never repeat': 0.25 };

function matchingTable({ title, sizes }) {
  const names = sizes[0].rows.map(({ name }) => name);
  return [
    `### ${title}`,
    '',
    `First match at rule ${sizes.map(({ matchedAt }) => Math.round(matchedAt) + 1).join(', ')} (median).`,
    '',
    table(
      ['', ...sizes.map(({ size }) => `${size.toLocaleString('en')} rules`)],
      [
        ...names.map((name) => [
          name === 'closures again' ? 'closures once more (noise)' : name,
          ...sizes.map(({ rows }) => {
            const row = rows.find((other) => other.name === name);
            return name === 'closures'
              ? `1 (${time(row.nanoseconds)})`
              : `${number(row.ratio)}× (${spread(row.between)}; ${time(row.nanoseconds)})`;
          }),
        ]),
        [
          'target',
          ...sizes.map(({ size, rows }) => {
            const wanted = targets[size] * share[title];
            return `${number(wanted)}×: ${verdict(rows.find(({ name }) => name === '@beckon/engine').ratio >= wanted)}`;
          }),
        ],
      ],
    ),
    '',
    `Cost of the engine from 100 to 10,000 rules grows with the exponent ${number(exponentOf(sizes))} (target 0.4: ${verdict(exponentOf(sizes) <= 0.4)}).`,
  ].join('\n');
}

function exponentOf(sizes) {
  return exponent(
    sizes
      .filter(({ size }) => size >= 100)
      .map(({ size, rows }) => [size, rows.find(({ name }) => name === '@beckon/engine').nanoseconds]),
  );
}

/** The whole report as Markdown. */
export function writeReport({ date, machine, matching, cold, change, specializing, browserBytes }) {
  return `# Engine benchmark

${date}, ${machine}. Made by \`npm run bench -- engine\`.

Every figure is a **ratio to hand-written closures** on the same rules and the same facts in the same run: one closure a condition, values
normalised when it is made, facts normalised once an evaluation. 1× is as fast as the closures, 20× twenty times as fast. Contenders take
turns within each round, each with the best of five slices of processor time; a figure is the median of the rounds, in brackets the middle half of them
and the median time. The closures run twice: how far "once more" is from 1 is the noise of the machine.

The rules have 2 to 5 conditions on the twelve standard facts, and a visitor's first match lies about half-way through the order. *Typical* rules
ask for sections, products and campaigns with thresholds beside them (200 visitors in turns); *wide* ones mostly for thresholds, booleans and texts
that most pages have (48 visitors). Where *facts never repeat*, page URL, title, referrer and both times are new in every single evaluation;
*reading the facts alone* looks once at each byte of the three texts and decides nothing: the least that anything must do there. All peers get the
same normalised facts and must find the same rule before they are measured.

## Matching

${matching.map(matchingTable).join('\n\n')}

## Compiling

In a process of its own, first evaluation included, processor time as a multiple of what the closures take (target: at most 15×).

${table(
  ['rules', 'closures', 'engine', 'multiple', ''],
  cold.map(({ size, closures, engine, ratio, between }) => [
    size.toLocaleString('en'),
    `${number(closures)} ms`,
    `${number(engine)} ms`,
    `${number(ratio)}× (${spread(between)})`,
    verdict(ratio <= 15),
  ]),
)}

Changing one rule of 10,000 with \`previous\`, first evaluation included, after as many changes to warm up: ${number(change.part)} ms; compiling all: ${number(change.whole)} ms. That is 1/${number(change.ratio)} (${spread(change.between)}); target 1/50: ${verdict(change.ratio >= 50)}.

## Specialising

Specialising 1,000 rules for what the server knows of a visitor takes ${time(specializing.nanoseconds)}, as long as ${number(specializing.ratio)} evaluations by the closures (${spread(specializing.between)}); target at most 10: ${verdict(specializing.ratio <= 10)}. Of the rules ${number(specializing.left)} are left on average.

## Size

\`@beckon/engine/browser\` is ${browserBytes.toLocaleString('en')} bytes as brotli, minified (target 2,000 to 2,048: ${verdict(browserBytes <= 2048)}).

## Memory

An evaluation allocates nothing where each value, or what holds of it, was met before, and no matching rule has a part that the index leaves to the
interpreter (plugins' own operators; groups in more than eight ways). A text that was not met before is walked as bytes that are written over and
over again; a string is made of it only for a regular expression or a pattern with \`*\` that has a literal in it, and where it is not plain ASCII.
What is remembered is bounded: of each fact at most 1,024 texts and 8,192 classes of values that no rule tells apart, and 8 MB of bit sets a rule
set (more only if the rules themselves need more). Nothing is keyed by the facts object, so facts may change in place.
`;
}
