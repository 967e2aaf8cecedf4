import { describe, expect, it } from '@jest/globals';
import { edgeOf, EDGES, pointsBetween, STATIONS } from './map.js';

describe('the map of the services', () => {
  it('has a stretch for every way a message goes, either way round', () => {
    expect(edgeOf('chat', 'gateway')).toBe('chat-gateway');
    expect(edgeOf('tracker-adapter', 'session-aggregator')).toBe('aggregator-adapter');
    expect(edgeOf('chat', 'tracker')).toBeUndefined();
  });

  it('turns a corner on the way down to the notifier and up to the chat, and nowhere else', () => {
    const bent = EDGES.filter(({ ends }) => pointsBetween(...ends).length === 3).map(({ name }) => name);
    expect(bent).toEqual(['adapter-notifier', 'notifier-chat']);
    expect(STATIONS).toHaveLength(6);
  });
});
