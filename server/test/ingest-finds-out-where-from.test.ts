import { stored } from './support/arrivals.js';

const home = 'https://shop.example/';
const facts = (event: object) => stored({ page_url: home, ...event }).facts;

describe('the page', () => {
  it('is host and path, without the query', () => {
    const event = stored({ page_url: 'http://WWW.Shop.example:8080/a/b?token=secret#part' });
    expect(event).toMatchObject({ hostname: 'www.shop.example', path: '/a/b', insecure: true });
  });

  it('of a site that routes by hash is the hash', () => {
    expect(stored({ page_url: 'https://shop.example/#/cart?x=1' }).path).toBe('/#/cart');
  });

  it('may be a bare path', () => {
    expect(stored({ page_url: '/pricing?x=1' })).toMatchObject({
      hostname: 'shop.example',
      path: '/pricing',
    });
  });

  it.each(['not a url', '', 'http://', null])('is nothing when it is «%s»', (page_url) => {
    expect(stored({ page_url })).toMatchObject({ hostname: null, path: null, insecure: false });
  });
});

describe('the referrer', () => {
  it('is shown as host and path', () => {
    const referrer = 'https://www.news.example/story/?id=1';
    expect(facts({ referrer })).toMatchObject({
      referrer: 'news.example/story',
      source: 'news.example',
      channel: 'Referral',
    });
  });

  it.each([
    'https://shop.example/other',
    'https://blog.shop.example/',
    'about:blank',
    'nonsense',
    'javascript:alert(1)',
  ])('«%s» is none', (referrer) => {
    expect(facts({ referrer })).toMatchObject({ referrer: null, source: null, channel: 'Direct' });
  });
});

describe('channels', () => {
  it.each([
    ['', '', null, 'Direct'],
    ['https://www.google.com/', '', 'Google', 'Organic Search'],
    ['https://www.google.co.uk/', '', 'Google', 'Organic Search'],
    ['android-app://com.google.android.googlequicksearchbox/', '', 'Google', 'Organic Search'],
    ['https://www.google.com/', '?gclid=x', 'Google', 'Paid Search'],
    ['', '?gclid=x', 'Google', 'Paid Search'],
    ['https://www.bing.com/', '?msclkid=x', 'Bing', 'Paid Search'],
    ['https://duckduckgo.com/', '', 'DuckDuckGo', 'Organic Search'],
    ['https://t.co/abc', '', 'X', 'Organic Social'],
    ['https://l.facebook.com/l.php', '?fbclid=x', 'Facebook', 'Organic Social'],
    ['https://m.facebook.com/', '?utm_medium=paid_social&fbclid=x', 'Facebook', 'Paid Social'],
    ['https://news.ycombinator.com/', '', 'Hacker News', 'Organic Social'],
    ['https://www.youtube.com/watch', '', 'YouTube', 'Organic Video'],
    ['https://chatgpt.com/', '', 'ChatGPT', 'AI Assistants'],
    ['', '?utm_source=chatgpt.com', 'ChatGPT', 'AI Assistants'],
    ['https://gemini.google.com/', '', 'Gemini', 'AI Assistants'],
    ['https://www.perplexity.ai/', '', 'Perplexity', 'AI Assistants'],
    ['https://mail.google.com/', '', 'Gmail', 'Email'],
    ['', '?utm_source=newsletter', 'newsletter', 'Email'],
    ['', '?utm_source=weekly&utm_medium=email', 'weekly', 'Email'],
    ['', '?utm_source=google&utm_medium=cpc', 'Google', 'Paid Search'],
    ['', '?utm_source=facebook&utm_medium=cpc', 'Facebook', 'Paid Social'],
    ['', '?utm_source=adnet&utm_medium=cpm', 'adnet', 'Display'],
    ['', '?utm_source=adnet&utm_medium=banner', 'adnet', 'Display'],
    ['', '?utm_source=partner&utm_medium=affiliate', 'partner', 'Affiliates'],
    ['', '?utm_source=x&utm_medium=sms', 'X', 'SMS'],
    ['', '?utm_source=app&utm_medium=webpush', 'app', 'Push'],
    ['', '?utm_source=cast&utm_medium=podcast', 'cast', 'Audio'],
    ['', '?ref=producthunt', 'Product Hunt', 'Organic Social'],
    ['', '?utm_source=a%00b', 'ab', 'Referral'],
    ['https://partner.example/', '', 'partner.example', 'Referral'],
  ])('%s with %s is %s, %s', (referrer, query, source, channel) => {
    expect(facts({ referrer, page_url: home + query })).toMatchObject({ source, channel });
  });

  it('keep the five campaign words as they were sent, at most 200 characters of each', () => {
    const query =
      '?utm_source=Google&utm_medium=CPC&utm_campaign=Spring%20Sale&utm_term=a&utm_content=b';
    expect(facts({ page_url: home + query })).toMatchObject({
      utmSource: 'Google',
      utmMedium: 'CPC',
      utmCampaign: 'Spring Sale',
      utmTerm: 'a',
      utmContent: 'b',
    });
    const long = facts({ page_url: `${home}?utm_campaign=${'x'.repeat(900)}` });
    expect(long.utmCampaign).toHaveLength(200);
  });
});
