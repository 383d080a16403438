import type { Step } from './arrival.js';

/** Country, region and city of the client's address, which goes no further than this. */
export const findPlace: Step = ({ client, draft }, { locate }) => {
  if (client === null || client.ip === '') return null;
  const { country, region, city } = locate(client.ip);
  draft.facts.country = country;
  draft.facts.region = region;
  draft.facts.city = city;
  return null;
};
