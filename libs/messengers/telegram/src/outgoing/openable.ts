/** A host with a dot in it, of the signs Telegram takes there, or an IPv6 address. */
const HOST = /^(?:(?=[^]*\.)(?!\.$)[\w!$&'()*+,.;=~-]+|\[[\da-f:.]+\])$/;
const IN_TELEGRAM = /^(?:tg|ton):\/\/[\w-]+(?:[/?#]\S*)?$/i;

/**
 * An address, spelled so that Telegram reads it as a browser does; `undefined` for one it would refuse (tdlib,
 * `LinkManager::check_link` and `parse_url`: a path, a bare host name such as `localhost`, another protocol). One such
 * address, in a link or under a button, would cost the person the whole message. `CHANGELOG.md` it would take for a host.
 */
export function openable(address: string): string | undefined {
  if (IN_TELEGRAM.test(address)) return address;
  const parsed = URL.parse(address);
  const opens = parsed && /^https?:$/.test(parsed.protocol) && HOST.test(parsed.hostname) && parsed.port !== '0';
  return opens ? parsed.href : undefined;
}
