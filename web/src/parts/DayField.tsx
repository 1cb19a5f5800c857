import { TextInput, type TextInputProps } from "@mantine/core";
import { dayText } from "../format/dates";
import { useTypedDay } from "./useTypedDay";

/** A day to type or pick. The browser shows it in its own way; below it stands in the language and calendar chosen, and then what
 * else is to be said of it. */
export function DayField({ value, description, onChange, ...rest }: TextInputProps & { value: string }) {
  const typed = useTypedDay(value, onChange);
  const below = [dayText(value, "long"), description].filter(Boolean);
  return (
    <TextInput
      type="date"
      description={below.length > 1 ? <>{below[0]}<br />{below[1]}</> : below[0]}
      inputWrapperOrder={["label", "input", "description", "error"]}
      {...rest}
      {...typed}
    />
  );
}
