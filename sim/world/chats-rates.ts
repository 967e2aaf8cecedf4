import type { ChatKey } from '#contracts';
import type { Clock } from '#lane';
import type { Capabilities } from '#ports/messenger';

/** `isGroup`: what counts is what comes in a minute. `node`: who sent it. `isLate`: nobody waits for it any more. */
type Arrival = { chat: ChatKey; isGroup: boolean; node: string; isLate: boolean };

/**
 * Whether a chat comes to show more than its messenger bears: messages and edits, as they arrive. `isHindered`: a node may send
 * too late what came in time, or cannot know what others sent; what it sends then is nobody's fault, nor is what comes beside it.
 */
export function watchRates(of: {
  clock: Pick<Clock, 'monotonic'>;
  isHindered: (node: string) => boolean;
  say: (what: string) => void;
}) {
  const { clock, isHindered, say } = of;
  const lately = new Map<ChatKey, { at: number; hindered: boolean }[]>();

  return function arrives({ chat, isGroup, node, isLate }: Arrival, rates: Capabilities['rates']): void {
    const [most, ms] = isGroup ? [rates.groupPerMinute, 60_000] : [rates.chatPerSecond, 1_000];
    const at = clock.monotonic();
    const before = lately.get(chat)?.filter((one) => one.at > at - ms) ?? [];
    const all = [...before, { at, hindered: isLate || isHindered(node) }];
    lately.set(chat, all);
    if (all.length > most && !all.some(({ hindered }) => hindered))
      say(`${node} sent ${chat} ${all.length} within ${ms / 1_000} s, which bears ${most}`);
  };
}
