const FAR_ENOUGH = 60;

/** A message pulled to the left by a finger is answered, as people know it from their phones. */
export function swipeToReply(list: HTMLElement, onReply: (message: HTMLElement) => void): void {
  let pulled: { message: HTMLElement; x: number; y: number } | undefined;

  list.addEventListener(
    'touchstart',
    ({ touches, target }) => {
      const message = target instanceof Element ? target.closest<HTMLElement>('.message') : null;
      const [touch] = touches;
      pulled = message && touch ? { message, x: touch.clientX, y: touch.clientY } : undefined;
    },
    { passive: true },
  );

  list.addEventListener(
    'touchmove',
    ({ touches }) => {
      const [touch] = touches;
      if (!pulled || !touch) return;
      const across = touch.clientX - pulled.x;
      if (Math.abs(touch.clientY - pulled.y) > Math.abs(across)) return letGo();
      pulled.message.style.translate = `${Math.max(-FAR_ENOUGH, Math.min(0, across))}px`;
      if (across > -FAR_ENOUGH) return;
      onReply(pulled.message);
      letGo();
    },
    { passive: true },
  );

  const letGo = (): void => {
    if (pulled) pulled.message.style.translate = '';
    pulled = undefined;
  };
  list.addEventListener('touchend', letGo);
  list.addEventListener('touchcancel', letGo);
}
