/** A part of the day in which nothing asks for attention: `HH:MM` by the clock of the device. */
export interface QuietHours {
    from: string;
    to: string;
}

/** Is it quiet at `when`? Hours whose end lies before their start go on past midnight; the end itself is no longer quiet. */
export function isQuiet(hours: QuietHours | null | undefined, when: Date): boolean {
    if (!hours) return false;
    const [from, to, now] = [
        minutesOf(hours.from),
        minutesOf(hours.to),
        when.getHours() * 60 + when.getMinutes(),
    ];
    return from <= to ? from <= now && now < to : now >= from || now < to;
}

function minutesOf(time: string): number {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
}
