import { useEventLabel } from '@/page/useEventLabel';

/** An event by the name operators know, with the name it is sent under; opens it. */
export function EventName({ event, onOpen }: { event: string; onOpen: (event: string) => void }) {
  const label = useEventLabel()(event, 'track');
  return (
    <button
      type="button"
      className="plain-button plan-event"
      onClick={(click) => {
        click.stopPropagation();
        onOpen(event);
      }}
    >
      <strong className="ellipsis">{label}</strong>
      {label !== event && <span className="muted code ellipsis">{event}</span>}
    </button>
  );
}
