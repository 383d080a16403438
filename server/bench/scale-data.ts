import pg from 'pg';
import { say, whole } from './table.ts';

/** How much to make, and for whom; what happens ends at `until`. */
export interface Scale {
  readonly projectNo: number;
  readonly visits: number;
  readonly users: number;
  readonly days: number;
  readonly until: Date;
}

/** Events a visit has in the mean; every third visit has one alone. */
const PER_VISIT = 5;
const BOUNCED = 0.35;
/** Days of ids that the product remembers. */
const ID_DAYS = 7;
/** How busy each hour of the UTC day is. */
const HOURS = [
  3, 2, 2, 2, 2, 3, 5, 8, 11, 12, 13, 13, 12, 12, 13, 13, 14, 15, 17, 18, 17, 14, 9, 5,
];

/**
 * Rows in the shape in which the store writes them, a day at a time and in the order of time, with the indexes in place,
 * so that tables and indexes get the size and order that they get from events: made by the database alone, because ten
 * million events through the door would take an hour. Days are left dirty: the product's own job counts them.
 */
export async function makeData(url: string, scale: Scale): Promise<void> {
  const [maker, keeper] = [await connected(url), await connected(url)];
  try {
    await maker.query('DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench');
    await makeCatalogues(maker);
    await makePartitions(maker, scale);
    await maker.query('SELECT setseed(0.4242)');
    let kept = Promise.resolve();
    // One connection makes the next day while the other keeps the last one.
    for (let day = 0; day < scale.days; day += 1) {
      await makeDay(maker, scale, day);
      await kept;
      kept = keepDay(keeper, scale, day);
      if (day % 5 === 4) say(`  ${day + 1} of ${scale.days} days made`);
    }
    await kept;
    await keepPeople(keeper, scale);
    await keeper.query('DROP SCHEMA bench CASCADE');
    const { rows } = await keeper.query<{ events: string }>(
      'SELECT count(*) AS events FROM events WHERE project_no = $1 AND kind <= 1',
      [scale.projectNo],
    );
    say(`  ${whole(Number(rows[0]?.events ?? 0))} events`);
  } finally {
    await maker.end();
    await keeper.end();
  }
}

/** Marks all days to be counted. */
export async function markDays(client: pg.ClientBase, scale: Scale): Promise<void> {
  await client.query(
    `INSERT INTO dirty_days (project_no, day)
     SELECT DISTINCT $1::int, (at AT TIME ZONE 'UTC')::date
     FROM generate_series($2::timestamptz, $3::timestamptz, interval '1 hour') AS at
     ON CONFLICT DO NOTHING`,
    [scale.projectNo, new Date(startOf(scale, 0)), scale.until],
  );
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET synchronous_commit = off; SET work_mem = '256MB'; SET timezone = 'UTC'");
  return client;
}

function startOf({ until, days }: Scale, day: number): number {
  return until.getTime() - (days - day) * 86_400_000;
}

async function makePartitions(client: pg.ClientBase, scale: Scale): Promise<void> {
  const make = (table: string, suffix: string, from: string, to: string): Promise<unknown> =>
    client.query(`CREATE TABLE IF NOT EXISTS ${table}_${suffix} PARTITION OF ${table}
      FOR VALUES FROM ('${from}') TO ('${to}')`);
  const iso = (date: Date): string => date.toISOString().slice(0, 10);
  const end = new Date(scale.until.getTime() + 86_400_000);
  const month = new Date(startOf(scale, 0));
  month.setUTCDate(1);
  while (month < end) {
    const from = iso(month);
    month.setUTCMonth(month.getUTCMonth() + 1);
    const suffix = from.slice(0, 7).replace('-', '_');
    await make('events', suffix, `${from} 00:00:00+00`, `${iso(month)} 00:00:00+00`);
  }
  for (let day = ID_DAYS + 1; day >= -1; day -= 1) {
    const from = iso(new Date(scale.until.getTime() - day * 86_400_000));
    const to = iso(new Date(scale.until.getTime() - (day - 1) * 86_400_000));
    await make('event_ids', from.replaceAll('-', '_'), from, to);
  }
}

/** Pages, places, machines and origins; the first of each are met most often. */
async function makeCatalogues(client: pg.ClientBase): Promise<void> {
  await client.query(`
    CREATE TABLE bench.pages AS SELECT no, CASE
        WHEN no = 0 THEN '/' WHEN no = 1 THEN '/pricing' WHEN no = 2 THEN '/sign-in' WHEN no = 3 THEN '/search'
        WHEN no = 4 THEN '/cart' WHEN no = 5 THEN '/checkout' WHEN no = 6 THEN '/thank-you'
        WHEN no % 3 = 0 THEN '/journal/how-we-think-about-number-' || no
        WHEN no % 7 = 0 THEN '/shop/category-' || no
        ELSE '/products/product-' || no END AS path
      FROM generate_series(0, 599) no;
    CREATE TABLE bench.places AS SELECT no, country, country || '-' || (no / 40 % 12) AS region,
        'City ' || no AS city, lower(country) || CASE WHEN no % 3 = 0 THEN '' ELSE '-' || country END AS language
      FROM (SELECT no, (ARRAY['DE','US','GB','FR','NL','AT','CH','PL','ES','IT','SE','DK','NO','FI','BE','CZ','PT',
          'IE','CA','AU','JP','BR','IN','MX','TR','GR','HU','RO','BG','HR','SK','SI','LT','LV','EE','IS','NZ','ZA',
          'KR','SG'])[1 + no % 40] AS country FROM generate_series(0, 1999) no) p;
    CREATE TABLE bench.machines AS SELECT no,
        (ARRAY['Chrome','Safari','Firefox','Edge','Samsung Internet','Opera','Brave','DuckDuckGo'])[1 + no % 8] AS browser,
        (ARRAY['Windows','iOS','Android','macOS','Linux','Chrome OS'])[1 + no % 6] AS os,
        (ARRAY['desktop','mobile','mobile','desktop','desktop','tablet'])[1 + no % 6] AS device,
        (ARRAY['1920x1080','390x844','360x800','1440x900','2560x1440','1536x864','412x915','1366x768','820x1180'])[1 + no % 9]
          AS screen
      FROM generate_series(0, 143) no;
    CREATE TABLE bench.origins AS SELECT no,
        CASE WHEN no % 4 = 0 THEN NULL ELSE 'https://www.site-' || no || '.example/' END AS referrer,
        CASE WHEN no % 4 = 0 THEN NULL WHEN no % 4 = 1 THEN 'Google' ELSE 'site-' || no || '.example' END AS source,
        (ARRAY['Direct','Organic Search','Referral','Organic Social'])[1 + no % 4] AS channel,
        CASE WHEN no % 9 = 8 THEN 'newsletter-' || no % 5 END AS utm_source,
        CASE WHEN no % 9 = 8 THEN 'email' END AS utm_medium,
        CASE WHEN no % 9 = 8 THEN 'spring-' || no % 20 END AS utm_campaign
      FROM generate_series(0, 299) no;
    CREATE TABLE bench.deeds AS SELECT no, (ARRAY['add_to_cart','search','begin_checkout','purchase',
        'newsletter_signup','video_play','share','download','comment','rating','filter_used','help_opened'])[1 + no] AS name
      FROM generate_series(0, 11) no;
    CREATE UNLOGGED TABLE bench.people (no int PRIMARY KEY, first_seen timestamptz, last_seen timestamptz);
    ANALYZE`);
}

/** The visits of a day and what happened in them, in tables of their own. */
async function makeDay(client: pg.ClientBase, scale: Scale, day: number): Promise<void> {
  const visits = Math.round(scale.visits / scale.days);
  const start = startOf(scale, day);
  const firstHour = new Date(start).getUTCHours();
  const weights = HOURS.map((_, hour) => HOURS[(firstHour + hour) % 24] ?? 1);
  const sum = weights.reduce((total, one) => total + one, 0);
  let passed = 0;
  const shares = weights.slice(0, -1).map((one) => (passed += one) / sum);
  // The mean of what follows the first event of a visit that goes on, made of whole numbers.
  const rest = (PER_VISIT - BOUNCED) / (1 - BOUNCED) - 0.42;
  await client.query(`
    CREATE UNLOGGED TABLE bench.visits_${day} AS
    SELECT row_number() OVER (ORDER BY started) + ${1_000 + day * visits * 2} AS id, v.*,
      CASE WHEN r_who < 0.20 THEN floor(r_no ^ 2 * ${scale.users})::int + 1
        WHEN r_who < 0.23 THEN -1 - floor(r_no ^ 1.5 * ${scale.users / 5})::int END AS person,
      r_who < 0.20 AND r_in > 0.4 AS signs_in,
      md5(CASE WHEN r_who < 0.23 THEN 'p' || r_who || r_no ELSE 'v${day} ' || floor(r_no * ${visits * 4}) END)::uuid AS visitor
    FROM (
      SELECT to_timestamp(${start / 1_000}) + make_interval(secs =>
          3600 * (width_bucket(random(), '{${shares.join(',')}}'::float8[]) + random())) AS started,
        CASE WHEN random() < ${BOUNCED} THEN 1 ELSE least(60, 1 + floor(-ln(1 - random()) * ${rest}))::int END AS length,
        5 + random() ^ 2 * 120 AS pace, random() AS r_who, random() AS r_no, random() AS r_in,
        floor(random() ^ 3 * 2000)::int AS place, floor(random() ^ 2 * 144)::int AS machine,
        floor(random() ^ 2.5 * 300)::int AS origin, random() AS r_host
      FROM generate_series(1, ${visits})) v`);
  await client.query(
    `
    CREATE UNLOGGED TABLE bench.events_${day} AS
    SELECT v.id AS session_id, e.at, uuidv7(e.at - clock_timestamp()) AS event_id, e.k,
      CASE WHEN v.person < 0 OR (v.person > 0 AND (e.k > 0 OR NOT v.signs_in)) THEN v.person END AS person_no,
      CASE WHEN e.k > 0 AND e.r_kind < 0.25 THEN 1 ELSE 0 END::smallint AS kind,
      CASE WHEN e.k > 0 AND e.r_kind < 0.25 THEN d.name END AS name,
      CASE WHEN v.r_host < 0.85 THEN 'shop.example.com' WHEN v.r_host < 0.95 THEN 'www.example.com' ELSE 'blog.example.com' END
        AS hostname,
      p.path,
      CASE WHEN e.k = 0 OR e.r_kind >= 0.25 THEN CASE WHEN e.page % 3 = 1 THEN jsonb_build_object('category', 'category-' || e.page % 24) END
        ELSE CASE e.deed
          WHEN 1 THEN jsonb_build_object('query', 'words ' || e.page, 'results', e.page % 12)
          WHEN 3 THEN jsonb_build_object('order_id', substr(md5(e.r_kind::text), 1, 8), 'value', e.page % 90 + 9, 'currency', 'EUR', 'items', 1 + e.page % 3)
          ELSE jsonb_build_object('product', 'product-' || e.page, 'price', e.page % 90 + 9) END END AS properties
    FROM (
      SELECT v.id, k, v.started + make_interval(secs => k * v.pace + CASE WHEN k = 0 THEN 0 ELSE random() * v.pace * 0.9 END) AS at,
        floor(random() ^ 3 * 600)::int AS page, floor(random() ^ 2 * 12)::int AS deed, random() AS r_kind
      FROM bench.visits_${day} v CROSS JOIN LATERAL generate_series(0, v.length - 1) k) e
    JOIN bench.visits_${day} v ON v.id = e.id
    JOIN bench.pages p ON p.no = e.page
    JOIN bench.deeds d ON d.no = e.deed
    WHERE e.at < to_timestamp(${scale.until.getTime() / 1_000})`,
  );
}

const json = (column: string): string => `coalesce(to_json(${column})::text, 'null')`;
/** The key of an action, as the product makes it: of these texts, JSON and PostgreSQL make the same. */
const KEY = `left(encode(sha256(convert_to('[' || ${['name', 'hostname', 'path'].map(json).join(` || ',' || `)} || ']', 'UTF8')), 'hex'), 32)::uuid`;

/** Moves a day into the product's tables, in the order of time, and leaves a mark of engagement at the end of each visit. */
async function keepDay(client: pg.ClientBase, scale: Scale, day: number): Promise<void> {
  const no = scale.projectNo;
  await client.query(`ANALYZE bench.visits_${day}, bench.events_${day}`);
  await client.query(`
    CREATE UNLOGGED TABLE bench.sessions_${day} AS
    SELECT v.id, v.started AS started_at, e.last_at + make_interval(secs => stayed) AS left_at, e.exit_at, e.person_at,
      e.first_event, e.page_views, e.events, e.exit_page, e.entry_page, e.hostname,
      CASE WHEN v.person < 0 THEN v.person END AS app_person, (stayed * 1000)::int AS engaged_ms
    FROM bench.visits_${day} v
    JOIN (SELECT session_id, max(at) AS last_at, max(at) FILTER (WHERE kind = 0) AS exit_at,
        min(at) FILTER (WHERE person_no IS NOT NULL) AS person_at, (array_agg(event_id ORDER BY k))[1] AS first_event,
        count(*) FILTER (WHERE kind = 0) AS page_views, count(*) AS events, any_value(hostname) AS hostname,
        (array_agg(path ORDER BY k) FILTER (WHERE kind = 0))[1] AS entry_page,
        (array_agg(path ORDER BY k DESC) FILTER (WHERE kind = 0))[1] AS exit_page, random() ^ 3 * 120 AS stayed
      FROM bench.events_${day} GROUP BY session_id) e ON e.session_id = v.id`);
  await client.query(`
    INSERT INTO sessions (id, started_at, last_at, entry_at, exit_at, person_at, unit, visitor, first_event, project_no,
      person_no, page_views, events, interactions, engaged_ms, entry_page, exit_page, referrer, source, channel,
      utm_source, utm_medium, utm_campaign, country, region, city, browser, os, device, language, screen)
    SELECT v.id, s.started_at, least(s.left_at, to_timestamp(${scale.until.getTime() / 1_000})), s.started_at, s.exit_at, s.person_at,
      hashtextextended(v.visitor::text, 0), v.visitor, s.first_event, ${no}, CASE WHEN v.person < 0 OR s.person_at IS NOT NULL THEN v.person END,
      s.page_views, s.events, s.events - s.page_views, s.engaged_ms, s.entry_page, s.exit_page, o.referrer, o.source, o.channel,
      o.utm_source, o.utm_medium, o.utm_campaign, p.country, p.region, p.city, m.browser, m.os, m.device, p.language, m.screen
    FROM bench.visits_${day} v JOIN bench.sessions_${day} s ON s.id = v.id
    JOIN bench.origins o ON o.no = v.origin JOIN bench.places p ON p.no = v.place JOIN bench.machines m ON m.no = v.machine
    ORDER BY v.id`);
  await client.query(`
    CREATE UNLOGGED TABLE bench.told_${day} AS
    SELECT at, session_id, event_id, person_no, NULL::int AS engaged_ms, kind, name, hostname, path, properties
    FROM bench.events_${day}
    UNION ALL
    SELECT left_at, id, uuidv7(left_at - clock_timestamp()), app_person, engaged_ms, 2, 'engagement', hostname, exit_page, NULL
    FROM bench.sessions_${day} WHERE left_at < to_timestamp(${scale.until.getTime() / 1_000})`);
  await client.query(`
    INSERT INTO actions (project_no, no, key, name, hostname, path)
    SELECT ${no}, (SELECT coalesce(max(no), 0) FROM actions WHERE project_no = ${no}) + row_number() OVER (), ${KEY},
      name, hostname, path
    FROM (SELECT name, hostname, path FROM bench.told_${day} GROUP BY 1, 2, 3) a
    ON CONFLICT DO NOTHING`);
  await client.query('ANALYZE actions');
  await client.query(`
    INSERT INTO events (at, session_id, event_id, project_no, person_no, engaged_ms, kind, signed_out, interactive, insecure,
      properties, action_no)
    SELECT e.at, e.session_id, e.event_id, ${no}, e.person_no, e.engaged_ms, e.kind, false, e.kind <= 1, false, e.properties, a.no
    FROM bench.told_${day} e
    JOIN actions a ON a.project_no = ${no} AND a.path = e.path AND a.hostname = e.hostname
      AND coalesce(a.name, '') = coalesce(e.name, '')
    ORDER BY e.at`);
  if (day >= scale.days - ID_DAYS) {
    await client.query(`
      INSERT INTO event_ids (event_id, project_no, received_on)
      SELECT event_id, project_no, (at AT TIME ZONE 'UTC')::date FROM events
      WHERE project_no = ${no} AND at >= to_timestamp(${startOf(scale, day) / 1_000}) AND at < to_timestamp(${startOf(scale, day + 1) / 1_000})`);
  }
  await client.query(`
    INSERT INTO bench.people SELECT person_no, min(at), max(at) FROM bench.events_${day}
    WHERE person_no IS NOT NULL GROUP BY person_no
    ON CONFLICT (no) DO UPDATE SET last_seen = excluded.last_seen`);
  await client.query(
    `DROP TABLE bench.visits_${day}, bench.events_${day}, bench.sessions_${day}, bench.told_${day}`,
  );
}

/** Everybody who was seen; one in ten of the ids that apps keep turned out to be a user. */
async function keepPeople(client: pg.ClientBase, { projectNo }: Scale): Promise<void> {
  await client.query(`
    INSERT INTO people (project_no, no, key, traits, traits_at, first_seen, last_seen)
    SELECT ${projectNo}, no, CASE WHEN no > 0 THEN 'user-' || no || '@example.com' ELSE md5(no::text) END,
      CASE WHEN no > 0 THEN jsonb_build_object('name', 'Person ' || no, 'plan',
        (ARRAY['free','team','business'])[1 + no % 3], 'company', 'Company ' || no % 5000) END,
      CASE WHEN no > 0 THEN last_seen END, first_seen, last_seen
    FROM bench.people ORDER BY first_seen`);
  await client.query(`
    INSERT INTO people_aliases (project_no, anonymous_no, user_no, named_no, at, event_id)
    SELECT ${projectNo}, no, -no, -no, first_seen, gen_random_uuid() FROM bench.people WHERE no < 0 AND no % 10 = 0`);
  await client.query(
    `SELECT setval(pg_get_serial_sequence('sessions', 'id'), (SELECT max(id) FROM sessions))`,
  );
}
