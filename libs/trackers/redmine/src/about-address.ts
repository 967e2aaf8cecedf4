/** Says so where people can be given no links to issues: Telegram, for one, refuses every address with such a host. */
export function aboutAddress(publicUrl: string): string[] {
  const { hostname } = new URL(publicUrl);
  if (/[.:]/.test(hostname)) return [];
  return [
    `Issues are at ${hostname}, a host name without a dot: messengers open no links to it, so titles are shown without. ` +
      'Set `publicUrl` to an address with a full host name.',
  ];
}
