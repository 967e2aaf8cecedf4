import { isIPv6 } from 'node:net';

const OWN = /^(tg|ton):(?:\/\/)?/i;
const PARTS = /^(?:([^:/?#@[\]]*):\/\/)?([^/?#]*)/;
const AUTHORITY = /^([^]*@)?(\[[^@]*\]|[^@]*?)(?::([^:@\]]*))?$/;
const HOST = /^(?:[\w!$&'()*+,.;=~-]|%[\da-f]{2}|[^\0-\x7f])+$/i;

/** Why Telegram takes no link to an address, in its own words (tdlib, `LinkManager::check_link` and `parse_url`). */
export function refusedLink(link: string): string | undefined {
  const [prefix = '', own] = OWN.exec(link) ?? [];
  const [, protocol, authority = ''] = PARTS.exec(link.slice(prefix.length)) ?? [];
  if (protocol !== undefined && !/^https?$/i.test(protocol)) return 'Unsupported URL protocol';
  const [, login, host = '', port] = AUTHORITY.exec(authority) ?? [];
  if (port !== undefined && !isPort(port)) return 'Wrong port number specified in the URL';
  const inBrackets = /^\[(.*)\]$/.exec(host)?.[1];
  const wrong = wrongHost(host, inBrackets);
  if (wrong !== undefined) return wrong;
  if (own === undefined) return host.includes('.') || inBrackets !== undefined ? undefined : 'Wrong HTTP URL';
  if ((protocol ?? login ?? port ?? inBrackets) !== undefined) return `Wrong ${own.toLowerCase()} URL`;
  return /^[a-z\d_-]+$/i.test(host) ? undefined : 'Unallowed characters in URL host';
}

const isPort = (port: string) => /^\d+$/.test(port) && Number(port) > 0 && Number(port) <= 65_535;

function wrongHost(host: string, inBrackets: string | undefined): string | undefined {
  if (inBrackets !== undefined) return isIPv6(inBrackets) ? undefined : 'Wrong IPv6 address specified in the URL';
  if (host === '') return 'URL host is empty';
  if (host === '.') return 'Host is invalid';
  return HOST.test(host) ? undefined : 'Wrong URL host';
}
