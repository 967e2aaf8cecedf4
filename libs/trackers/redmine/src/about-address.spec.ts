import { describe, expect, it } from '@jest/globals';
import { aboutAddress } from './about-address.js';

describe('what is said of the address people open Redmine at', () => {
  it.each(['http://redmine', 'http://localhost:3000', 'https://redmine:8443/pm'])(
    'names %s, a bare host name: a messenger opens no link to one',
    (url) => {
      expect(aboutAddress(url)).toEqual([
        expect.stringContaining(`${new URL(url).hostname}, a host name without a dot`),
      ]);
      expect(aboutAddress(url)).toEqual([expect.stringContaining('publicUrl')]);
    },
  );

  it.each(['https://redmine.example.com/pm', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'is nothing of %s',
    (url) => {
      expect(aboutAddress(url)).toEqual([]);
    },
  );
});
