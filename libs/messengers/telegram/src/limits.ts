import type { Capabilities } from '#ports/messenger';

const MIB = 1024 * 1024;

/** Of Telegram's own servers (core.telegram.org/bots/api, core.telegram.org/bots/faq); rates are what its FAQ asks for. */
export const CAPABILITIES: Capabilities = {
  maxText: 4096,
  maxCaption: 1024,
  maxDownload: 20 * MIB,
  maxUpload: 50 * MIB,
  maxToast: 200,
  edits: true,
  reactions: true,
  rates: { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 },
};

/** Larger pictures go as documents. */
export const MAX_PHOTO = 10 * MIB;

/** Longest wait of one `getUpdates`, in seconds; the server cuts what is longer. */
export const MAX_POLL_S = 50;
