import { TextInput, type TextInputProps } from "@mantine/core";
import { dayText } from "../format/dates";

/** A day to type or pick. The browser shows it in its own way; below it stands in the language and calendar chosen. */
export function DayField({ value, ...rest }: TextInputProps & { value: string }) {
  return <TextInput type="date" value={value} description={dayText(value, "long")} inputWrapperOrder={["label", "input", "description", "error"]} {...rest} />;
}
