/** Every piece the shop sells. Prices in euro. */
export const pieces = [
  {
    id: 'moon',
    name: 'Moon',
    kind: 'Table lamp',
    category: 'light',
    price: 129,
    text: 'A paper-thin globe on a turned walnut stem. Warm, dimmable, and quiet on a shelf.',
  },
  {
    id: 'heron',
    name: 'Heron',
    kind: 'Floor lamp',
    category: 'light',
    price: 289,
    text: 'One bent line of steel with an enamelled head that turns where you read.',
  },
  {
    id: 'bell',
    name: 'Bell',
    kind: 'Pendant',
    category: 'light',
    price: 174,
    text: 'A spun shade in deep violet. Hung low, it gathers a table around it.',
  },
  {
    id: 'pebble',
    name: 'Pebble',
    kind: 'Vase',
    category: 'clay',
    price: 48,
    text: 'Thrown in red clay, glazed inside only. No two lean the same way.',
  },
  {
    id: 'tide',
    name: 'Tide',
    kind: 'Vase',
    category: 'clay',
    price: 72,
    text: 'Stoneware with a brushed line of slip, like the mark the sea leaves.',
  },
  {
    id: 'perch',
    name: 'Perch',
    kind: 'Stool',
    category: 'wood',
    price: 156,
    text: 'Four legs of ash, wedged by hand. A seat, a step, a place for books.',
  },
  {
    id: 'cove',
    name: 'Cove',
    kind: 'Armchair',
    category: 'wood',
    price: 890,
    text: 'Deep wool, a high back and short legs: a room within the room.',
  },
  {
    id: 'raft',
    name: 'Raft',
    kind: 'Side table',
    category: 'wood',
    price: 218,
    text: 'A rounded plank with a shelf below for what you meant to read.',
  },
];

export const categories = { light: 'Light', clay: 'Clay', wood: 'Wood' };

export const piece = (id) => pieces.find((one) => one.id === id);

const euro = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

export const price = (amount) => euro.format(amount);
