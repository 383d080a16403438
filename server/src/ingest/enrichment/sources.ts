import { parse } from 'tldts';

export type SourceKind = 'search' | 'social' | 'video' | 'email' | 'ai' | 'shopping';

export interface KnownSource {
  readonly name: string;
  readonly kind: SourceKind | null;
}

/**
 * Sources people know by name. An entry is a host (it and all below it), a brand that owns its name under many
 * endings (`google.*`), or an Android app; `=` marks words of utm_source.
 */
const table: Readonly<Record<SourceKind, Readonly<Record<string, string>>>> = {
  search: {
    Google: 'google.* com.google.android.googlequicksearchbox =google =adwords =googleads',
    Bing: 'bing.com =bing =microsoft',
    Yahoo: 'search.yahoo.com yahoo.* =yahoo',
    DuckDuckGo: 'duckduckgo.com =duckduckgo =ddg',
    Yandex: 'yandex.* ya.ru =yandex',
    Baidu: 'baidu.com =baidu',
    Ecosia: 'ecosia.org =ecosia',
    Qwant: 'qwant.com =qwant',
    Startpage: 'startpage.com =startpage',
    Brave: 'search.brave.com =brave',
    Kagi: 'kagi.com =kagi',
    Naver: 'naver.com =naver',
    Seznam: 'seznam.cz =seznam',
    Sogou: 'sogou.com =sogou',
    Mojeek: 'mojeek.com =mojeek',
    Swisscows: 'swisscows.com',
    AOL: 'search.aol.com aol.com',
    Ask: 'ask.com',
    Marginalia: 'marginalia-search.com search.marginalia.nu',
  },
  social: {
    Facebook: 'facebook.com fb.com fb.me com.facebook.katana =facebook =fb =meta',
    Instagram: 'instagram.com com.instagram.android =instagram =ig',
    Threads: 'threads.net threads.com =threads',
    X: 'x.com twitter.com t.co com.twitter.android =x =twitter',
    LinkedIn: 'linkedin.com lnkd.in com.linkedin.android =linkedin',
    Reddit: 'reddit.com redd.it com.reddit.frontpage =reddit',
    Pinterest: 'pinterest.* pin.it =pinterest',
    Mastodon: 'mastodon.social mastodon.online mas.to fosstodon.org hachyderm.io =mastodon',
    Bluesky: 'bsky.app go.bsky.app =bluesky =bsky',
    'Hacker News': 'news.ycombinator.com hckrnews.com =hackernews =hn',
    Lobsters: 'lobste.rs =lobsters',
    WhatsApp: 'whatsapp.com wa.me com.whatsapp =whatsapp',
    Telegram: 't.me telegram.org telegram.me org.telegram.messenger =telegram',
    Discord: 'discord.com discord.gg =discord',
    Slack: 'slack.com com.slack =slack',
    Snapchat: 'snapchat.com =snapchat',
    Quora: 'quora.com =quora',
    Tumblr: 'tumblr.com =tumblr',
    VK: 'vk.com away.vk.com =vk',
    Weibo: 'weibo.com weibo.cn t.cn =weibo',
    LINE: 'line.me',
    'Stack Overflow': 'stackoverflow.com',
    'Product Hunt': 'producthunt.com =producthunt',
    XING: 'xing.com',
  },
  video: {
    YouTube: 'youtube.com youtu.be com.google.android.youtube =youtube =yt',
    TikTok: 'tiktok.com com.zhiliaoapp.musically =tiktok',
    Vimeo: 'vimeo.com =vimeo',
    Twitch: 'twitch.tv =twitch',
    Dailymotion: 'dailymotion.com',
    Bilibili: 'bilibili.com',
    Netflix: 'netflix.com',
  },
  email: {
    Gmail: 'mail.google.com com.google.android.gm =gmail',
    Outlook: 'outlook.live.com outlook.office.com outlook.office365.com outlook.com =outlook',
    'Yahoo Mail': 'mail.yahoo.com',
    'Proton Mail': 'mail.proton.me',
    Fastmail: 'fastmail.com app.fastmail.com',
    GMX: 'gmx.net gmx.com deref-gmx.net',
    'WEB.DE': 'web.de deref-web.de',
    'iCloud Mail': 'mail.icloud.com',
    Mailchimp: 'mailchi.mp =mailchimp',
    Substack: 'substack.com =substack',
  },
  ai: {
    ChatGPT: 'chatgpt.com chat.openai.com =chatgpt.com =chatgpt =openai',
    Claude: 'claude.ai claude.com =claude.ai =claude',
    Gemini: 'gemini.google.com bard.google.com =gemini',
    Perplexity: 'perplexity.ai =perplexity =perplexity.ai',
    Copilot: 'copilot.microsoft.com copilot.com m365.cloud.microsoft =copilot =copilot.com',
    DeepSeek: 'deepseek.com =deepseek',
    Grok: 'grok.com =grok',
    Mistral: 'chat.mistral.ai =mistral',
    'Meta AI': 'meta.ai',
    Phind: 'phind.com',
    'You.com': 'you.com',
    Poe: 'poe.com',
    NotebookLM: 'notebooklm.google.com',
  },
  shopping: {
    Amazon: 'amazon.* =amazon',
    eBay: 'ebay.* =ebay',
    Etsy: 'etsy.com =etsy',
    AliExpress: 'aliexpress.com =aliexpress',
    Walmart: 'walmart.com',
    'Google Shopping': 'shopping.google.com =shopping',
  },
};

const hosts = new Map<string, KnownSource>();
const brands = new Map<string, KnownSource>();
const names = new Map<string, KnownSource>();

for (const [kind, sources] of Object.entries(table)) {
  for (const [name, entries] of Object.entries(sources)) {
    const source = { name, kind: kind as SourceKind };
    names.set(name.toLowerCase(), source);
    for (const entry of entries.split(' ')) {
      if (entry.startsWith('=')) names.set(entry.slice(1), source);
      else if (entry.endsWith('.*')) brands.set(entry.slice(0, -2), source);
      else hosts.set(entry, source);
    }
  }
}

/** The source a host belongs to, the closest entry first (`mail.google.com` before `google.*`). */
export function sourceByHost(host: string): KnownSource | null {
  for (
    let rest = host.toLowerCase();
    rest.includes('.');
    rest = rest.slice(rest.indexOf('.') + 1)
  ) {
    const source = hosts.get(rest);
    if (source !== undefined) return source;
  }
  const { domainWithoutSuffix } = parse(host);
  return brands.get(domainWithoutSuffix ?? '') ?? null;
}

/** The source that a word in utm_source means: its name, a nickname or a host. */
export function sourceByName(word: string): KnownSource | null {
  const name = word.toLowerCase();
  if (/^(e-?mail|mail|newsletter)$/.test(name)) return { name: word, kind: 'email' };
  return names.get(name) ?? (name.includes('.') ? sourceByHost(name.replace(/^www\./, '')) : null);
}
