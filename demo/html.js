const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

class Markup {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const write = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(write).join('');
  return value === undefined || value === null || value === false ? '' : escape(value);
};

/** Markup from a template; everything put into it is escaped unless it is markup itself. */
export const html = (strings, ...values) =>
  new Markup(strings.reduce((all, part, i) => all + write(values[i - 1]) + part));

/** Shows markup in an element. */
export const show = (element, markup) => {
  element.innerHTML = markup.text;
};
