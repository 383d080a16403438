import { apiUrl } from './api';

describe('an API address', () => {
  it('escapes what is put into it, so that no id reaches another route', () => {
    expect(apiUrl`/projects/${'a/../b?c'}/keys`).toBe('/api/v1/projects/a%2F..%2Fb%3Fc/keys');
  });
});
