import { SteadyClient } from '../src/platform/database/steady-client.js';

describe('a steady client', () => {
  it('survives an error of which nobody wants to hear, and tells whoever does', () => {
    const client = new SteadyClient();
    const lost = new Error('terminating connection');
    expect(client.emit('error', lost)).toBe(false);
    const heard: unknown[] = [];
    client.on('error', (error) => heard.push(error));
    client.emit('error', lost);
    client.removeAllListeners();
    client.emit('error', lost);
    expect(heard).toEqual([lost]);
  });
});
