import { type JsonRecord, recordOf, screenOf, textOf, without } from './fields.js';
import type { Told } from './foreign-door.js';

/**
 * The browser SDK adds 75 to 91 properties of its own to every event. What the house finds out itself, what has a
 * column, and the SDK's notes about itself stay out, so that what the site said can be seen.
 */
const automatic = new Set([
  'token',
  'distinct_id',
  ...[
    'active_feature_flags anon_distinct_id autocapture_disabled_server_side browser browser_language',
    'browser_language_prefix browser_type browser_version ce_version client_session_initial_referring_host',
    'config_defaults configured_session_timeout_ms console_log_recording_enabled_server_side cookieless_mode',
    'current_url dead_clicks_enabled_server_side device device_id device_manufacturer device_model device_type',
    'event_uuid exception_capture_enabled_server_side feature_flag_payloads feature_flag_request_id geoip_disable',
    'had_persisted_distinct_id host initialization_time insert_id ip is_identified is_server lib lib_custom_api_host',
    'lib_rate_limit_remaining_tokens lib_version locale network_name os os_name os_version pageview_id pathname',
    'process_person_profile raw_user_agent recording_status referrer referring_domain screen_height screen_width',
    'session_id set set_once time timezone timezone_offset unset user_id useragent viewport_height viewport_width',
    'web_vitals_allowed_metrics web_vitals_enabled_server_side window_id',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `$${name}`),
]);
const automaticKinds =
  /^\$(sdk_|session_entry_|initial_|replay_|session_recording_|prev_pageview_|snapshot_|web_vitals_\w+_event$)/;
// Of the address, where the house reads them itself.
const campaign =
  /^(utm_\w+|gclid|gclsrc|gad_source|gbraid|wbraid|dclid|fbclid|msclkid|twclid|li_fat_id|mc_cid|igshid|ttclid|rdt_cid|epik|qclid|sccid|irclid|_kx)$/;

/** What the site itself said, but for the fields of `lifted`; undefined when it said nothing. */
export function ownProperties(
  properties: JsonRecord,
  lifted: readonly string[],
): JsonRecord | undefined {
  const leaves = (name: string): boolean =>
    name.startsWith('$')
      ? automatic.has(name) || automaticKinds.test(name)
      : automatic.has(name) || lifted.includes(name) || campaign.test(name);
  return without(properties, leaves);
}

/** Where and with what it happened. */
export function circumstances(properties: JsonRecord): NonNullable<Told> {
  const referrer = textOf(properties['$referrer']);
  return {
    page_url: textOf(properties['$current_url']),
    referrer: referrer === '$direct' ? null : referrer,
    language: textOf(properties['$browser_language']) ?? textOf(properties['$locale']),
    screen: screenOf(properties['$screen_width'], properties['$screen_height']),
    ip: textOf(properties['$ip']),
    user_agent: textOf(properties['$raw_user_agent']) ?? textOf(properties['$useragent']),
  };
}

/** What the event says about its person; in some versions beside the properties, in others among them. */
export function traitsOf(event: JsonRecord, properties: JsonRecord): JsonRecord | undefined {
  const once = recordOf(event['$set_once']) ?? recordOf(properties['$set_once']);
  const always = recordOf(event['$set']) ?? recordOf(properties['$set']);
  if (once === null && always === null) return undefined;
  return without({ ...once, ...always }, (name) => name.startsWith('$') || campaign.test(name));
}
