/** A shelf of the shop. Its address is `/SLUG`. */
export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly line: string;
}

export const categories: readonly Category[] = [
  {
    slug: 'espresso-machines',
    name: 'Espresso machines',
    line: 'From the first shot to the last word in temperature stability.',
  },
  { slug: 'grinders', name: 'Grinders', line: 'The grinder makes the coffee. The machine only agrees.' },
  { slug: 'brewing', name: 'Brewing', line: 'Pour-over, press and kettle: slow coffee for quick mornings.' },
  { slug: 'accessories', name: 'Accessories', line: 'Small things that you will use every single day.' },
];
