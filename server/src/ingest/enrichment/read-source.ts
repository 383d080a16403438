import { parse } from 'tldts';
import type { Arrival, RequestFacts, Step } from './arrival.js';
import { channelOf } from './channel.js';
import { valueOf } from './read-campaign.js';
import { readUrl } from './read-url.js';
import { remembered } from './remembered.js';
import { type KnownSource, sourceByHost, sourceByName } from './sources.js';

const REFERRER_LENGTH = 512;
const domains = { allowPrivateDomains: true };
const REMEMBERED_HOSTS = 4_000;
const noParameters = new URLSearchParams();

/** Names where a visit came from: its referrer unless that is the site itself, its source, its channel. */
export const readSource: Step = (arrival, facts) => {
  const { page, draft } = arrival;
  const referrer = foreignReferrer(arrival, facts);
  const host = referrer?.hostname.replace(/^www\./, '') ?? null;
  const parameters = page?.searchParams ?? noParameters;
  const tag = draft.facts.utmSource ?? valueOf(parameters, 'ref') ?? valueOf(parameters, 'source');
  const known = tag === null ? host && knownHost(host) : sourceByName(tag);
  const source: KnownSource | null = known || namedBy(tag ?? host);
  draft.facts.referrer = referrer && host ? shown(referrer, host) : null;
  draft.facts.source = source?.name ?? clickedAd(parameters);
  draft.facts.channel = channelOf({
    kind: source?.kind ?? null,
    source: draft.facts.source,
    medium: draft.facts.utmMedium,
    campaign: draft.facts.utmCampaign,
    parameters,
  });
  return null;
};

const knownHost = remembered(sourceByHost, REMEMBERED_HOSTS);

function foreignReferrer({ sent, page }: Arrival, { project }: RequestFacts): Readonly<URL> | null {
  const url = sent.referrer === null ? null : readUrl(sent.referrer);
  if (url === null || !/^(https?|android-app):$/.test(url.protocol) || url.hostname === '') {
    return null;
  }
  const site = siteOf(url.hostname);
  const own = [page?.hostname, project.domain];
  return own.some((host) => host && siteOf(host) === site) ? null : url;
}

/** Registrable domain (`a.shop.co.uk` → `shop.co.uk`), or the host itself where there is none. */
export const siteOf = remembered(
  (host) => parse(host, domains).domain ?? host.toLowerCase(),
  REMEMBERED_HOSTS,
);

function shown(referrer: Readonly<URL>, host: string): string {
  return (host + referrer.pathname.replace(/\/+$/, '')).slice(0, REFERRER_LENGTH);
}

function namedBy(name: string | null): KnownSource | null {
  return name === null ? null : { name, kind: null };
}

/** An advertiser's click id names its network even where neither referrer nor campaign does. */
function clickedAd(parameters: URLSearchParams): string | null {
  if (['gclid', 'gbraid', 'wbraid', 'dclid'].some((id) => parameters.has(id))) return 'Google';
  if (parameters.has('msclkid')) return 'Bing';
  if (parameters.has('fbclid')) return 'Facebook';
  return null;
}
