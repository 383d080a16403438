import type { Weighted } from './random.js';

/** Where generated visitors sit; `ip` is an address that the location data puts there. */
export interface Place {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly language: string;
  readonly ip: string;
}

export const places: Weighted<Place> = [
  [12, place('US', 'New York', 'New York', 'en-US', '12.56.114.152')],
  [10, place('US', 'California', 'San Francisco', 'en-US', '158.164.168.17')],
  [7, place('US', 'Illinois', 'Chicago', 'en-US', '64.53.173.29')],
  [5, place('US', 'Texas', 'Austin', 'en-US', '134.125.38.126')],
  [4, place('US', 'Washington', 'Seattle', 'en-US', '140.142.186.203')],
  [9, place('DE', 'State of Berlin', 'Berlin', 'de-DE', '89.14.5.205')],
  [6, place('DE', 'Bavaria', 'Munich', 'de-DE', '95.115.103.48')],
  [4, place('DE', 'Hamburg', 'Hamburg', 'de-DE', '77.10.178.115')],
  [9, place('GB', 'England', 'London', 'en-GB', '16.21.41.17')],
  [3, place('GB', 'England', 'Manchester', 'en-GB', '51.130.239.132')],
  [5, place('FR', 'Rhone-Alpes', 'Lyon', 'fr-FR', '90.14.228.37')],
  [4, place('NL', 'North Holland', 'Amsterdam', 'nl-NL', '52.136.236.169')],
  [3, place('ES', 'Madrid', 'Madrid', 'es-ES', '85.61.107.110')],
  [3, place('IT', 'Lombardy', 'Milan', 'it-IT', '194.20.143.184')],
  [3, place('PL', 'Mazovia', 'Warsaw', 'pl-PL', '213.231.232.156')],
  [2, place('AT', 'State of Vienna', 'Vienna', 'de-AT', '83.164.121.207')],
  [2, place('CH', 'Zurich', 'Zurich', 'de-CH', '178.250.134.103')],
  [4, place('CA', 'Ontario', 'Toronto', 'en-CA', '20.220.172.158')],
  [5, place('IN', 'Karnataka', 'Bengaluru', 'en-IN', '117.196.21.102')],
  [3, place('IN', 'Maharashtra', 'Mumbai', 'en-IN', '65.3.109.47')],
  [3, place('JP', 'Tokyo', 'Tokyo', 'ja-JP', '103.150.2.176')],
  [3, place('AU', 'New South Wales', 'Sydney', 'en-AU', '203.100.240.62')],
  [1, place('NP', 'Bagmati Province', 'Kathmandu', 'ne-NP', '113.199.230.122')],
];

function place(country: string, region: string, city: string, language: string, ip: string): Place {
  return { country, region, city, language, ip };
}
