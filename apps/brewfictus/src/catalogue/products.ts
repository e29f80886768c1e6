/** Something on sale. Its address is `/product/SLUG`. */
export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  /** Euro, whole. */
  readonly price: number;
  readonly line: string;
  readonly story: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export const products: readonly Product[] = [
  {
    slug: 'rocket-r58',
    name: 'Rocket R58',
    category: 'espresso-machines',
    price: 2450,
    line: 'Dual boiler, rotary pump, polished steel. Two people, two drinks, no waiting.',
    story:
      'Two boilers, each with a temperature of its own, so that the shot and the steam never argue. A rotary pump that you hear only if you listen for it, a tank you fill or a line you plumb in, and an E61 group that will outlive the kitchen around it.',
    facts: [
      ['Boilers', '0.58 l coffee, 1.8 l steam'],
      ['Pump', 'Rotary, plumbable'],
      ['Ready in', 'about 25 minutes'],
      ['Width', '31 cm'],
    ],
  },
  {
    slug: 'fictus-piccola',
    name: 'Fictus Piccola',
    category: 'espresso-machines',
    price: 489,
    line: 'A small machine for small kitchens, with a real 58 mm portafilter.',
    story:
      'Everything a first espresso needs and nothing that beeps. It heats in six minutes, steams enough milk for two cappuccinos and takes the same baskets as machines five times its price.',
    facts: [
      ['Boiler', '0.3 l brass'],
      ['Portafilter', '58 mm'],
      ['Ready in', '6 minutes'],
      ['Width', '23 cm'],
    ],
  },
  {
    slug: 'lumen-lever',
    name: 'Lumen Lever',
    category: 'espresso-machines',
    price: 799,
    line: 'No pump, no noise: pressure straight from your arm.',
    story:
      'Pull, wait, and feel the puck through the lever. The Lumen has a pressure gauge where you look anyway, and a group that comes apart without tools when you want to know how it works.',
    facts: [
      ['Pressure', '0 to 12 bar, by hand'],
      ['Basket', '49 mm'],
      ['Ready in', '10 minutes'],
      ['Weight', '9 kg'],
    ],
  },
  {
    slug: 'mahlwerk-64',
    name: 'Mahlwerk 64',
    category: 'grinders',
    price: 649,
    line: '64 mm flat burrs, single dose, next to nothing left behind.',
    story:
      'You weigh 18 grams in, you get 18 grams out. The burrs are aligned at the works to two hundredths of a millimetre, and the dial has marks that you can come back to.',
    facts: [
      ['Burrs', '64 mm flat, steel'],
      ['Retention', 'under 0.2 g'],
      ['Speed', '1,200 rpm'],
      ['Width', '13 cm'],
    ],
  },
  {
    slug: 'stepless-one',
    name: 'Stepless One',
    category: 'grinders',
    price: 329,
    line: 'A conical grinder with a stepless collar and a quiet motor.',
    story:
      'For espresso in the morning and filter in the afternoon: the collar goes from Turkish to French press in one and a half turns and stays where you leave it.',
    facts: [
      ['Burrs', '48 mm conical'],
      ['Hopper', '300 g'],
      ['Speed', '450 rpm'],
      ['Width', '15 cm'],
    ],
  },
  {
    slug: 'hand-mill-no-3',
    name: 'Hand Mill No. 3',
    category: 'grinders',
    price: 139,
    line: 'Steel burrs, two bearings, and a place in every suitcase.',
    story:
      'Forty turns for a cup of filter, ninety for an espresso. The axle runs in two ball bearings, so that the last bean is ground as evenly as the first.',
    facts: [
      ['Burrs', '38 mm conical'],
      ['Takes', '25 g'],
      ['Height', '17 cm'],
      ['Weight', '460 g'],
    ],
  },
  {
    slug: 'cloud-dripper',
    name: 'Cloud Dripper',
    category: 'brewing',
    price: 29,
    line: 'A porcelain cone with ribs that let the water take its time.',
    story:
      'Thick walls keep the heat, tall ribs keep the paper off the wall. It fits cups, flasks and the jug you already have.',
    facts: [
      ['For', '1 to 2 cups'],
      ['Material', 'Porcelain'],
      ['Filters', 'Size 02'],
      ['Dishwasher', 'Yes'],
    ],
  },
  {
    slug: 'gooseneck-kettle',
    name: 'Gooseneck Kettle',
    category: 'brewing',
    price: 119,
    line: 'A thin, steady stream at exactly the degree you asked for.',
    story:
      'Turn the dial to the temperature and it stays there for an hour. The handle is balanced for pouring slowly, which is the only speed that matters here.',
    facts: [
      ['Takes', '0.9 l'],
      ['Temperature', '40 to 100 °C'],
      ['Power', '1,200 W'],
      ['Holds', '60 minutes'],
    ],
  },
  {
    slug: 'granite-press',
    name: 'Granite Press',
    category: 'brewing',
    price: 49,
    line: 'A French press that keeps its coffee hot and its grounds below.',
    story:
      'Double-walled stoneware instead of glass, and a two-layer sieve instead of sludge. Four minutes, press, done.',
    facts: [
      ['Takes', '1 l'],
      ['Material', 'Stoneware, steel'],
      ['Keeps hot', '45 minutes'],
      ['Dishwasher', 'Yes'],
    ],
  },
  {
    slug: 'levelling-tamper',
    name: 'Levelling Tamper',
    category: 'accessories',
    price: 59,
    line: 'Level every time, even before your first coffee.',
    story:
      'A sprung collar sits on the rim of the basket and keeps the base square to it. You only have to press.',
    facts: [
      ['Diameter', '58.5 mm'],
      ['Base', 'Steel'],
      ['Handle', 'Walnut'],
      ['Weight', '410 g'],
    ],
  },
  {
    slug: 'pico-scale',
    name: 'Pico Scale',
    category: 'accessories',
    price: 89,
    line: 'A tenth of a gram, a timer, and it fits under the spouts.',
    story:
      'Put the cup down and it tares; the first drop starts the clock. It shrugs off splashes and runs for a month on one charge.',
    facts: [
      ['Precision', '0.1 g'],
      ['Up to', '2 kg'],
      ['Height', '17 mm'],
      ['Charge', 'USB-C'],
    ],
  },
  {
    slug: 'walnut-knock-box',
    name: 'Walnut Knock Box',
    category: 'accessories',
    price: 39,
    line: 'One good thump and the puck is gone. Quietly.',
    story:
      'A rubber bar that gives a little, a steel bin that lifts out, and a box of oiled walnut that looks better every year.',
    facts: [
      ['Holds', '15 pucks'],
      ['Box', 'Oiled walnut'],
      ['Bin', 'Steel, lifts out'],
      ['Width', '17 cm'],
    ],
  },
];

export const productsOf = (category: string): readonly Product[] =>
  products.filter((product) => product.category === category);

/** Products whose name, line or category has all words of the query. */
export function searchProducts(query: string): readonly Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return products.filter((product) => {
    const text = `${product.name} ${product.line} ${product.category.replace('-', ' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const euro = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });

/** @example price(2450) // '€2,450' */
export const price = (amount: number): string => euro.format(amount);
