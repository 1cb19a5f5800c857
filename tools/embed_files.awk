# Turns files into C: the screens, embedded in the binary (src/server/static.h).
#
#     awk -f tools/embed_files.awk -v list="FOLDER FILE…" …
#
# Makes nothing of bytes itself: `od` reads them. Each argument is FOLDER=FILE: the file's path in URLs is what follows FOLDER.
BEGIN {
	print "/* Files of the screens. Made by tools/embed_files.awk: do not edit. */"
	print "#include \"server/static.h\"\n\n#include <stddef.h>\n"
	for (i = 1; i < ARGC; i++)
		embed(i, ARGV[i])
	print "const struct static_file static_files[] = {"
	for (i = 1; i < ARGC; i++)
		printf "\t{\"%s\", \"%s\", \"\\\"%s\\\"\", (const char *)bytes_%d, %d},\n", path[i], type(path[i]), tag[i], i, size[i]
	print "\t{NULL, NULL, NULL, NULL, 0},\n};"
}

function embed(number, argument,    cut, file, command, line, count, fields, i) {
	cut = index(argument, "=")
	file = substr(argument, 1, cut - 1) substr(argument, cut + 1)
	path[number] = substr(argument, cut + 1)
	command = "od -An -v -tu1 -w32 '" file "'"
	printf "static const unsigned char bytes_%d[] = {\n", number
	while ((command | getline line) > 0) {
		count = split(line, fields, " ")
		size[number] += count
		for (i = 1; i <= count; i++)
			printf "%s,", fields[i]
		printf "\n"
	}
	close(command)
	print "0};\n"
	command = "sha256sum '" file "'"
	command | getline line
	close(command)
	tag[number] = substr(line, 1, 32)
}

function type(name) {
	if (name ~ /\.html$/) return "text/html; charset=utf-8"
	if (name ~ /\.js$/) return "text/javascript; charset=utf-8"
	if (name ~ /\.css$/) return "text/css; charset=utf-8"
	if (name ~ /\.json$/) return "application/json"
	if (name ~ /\.svg$/) return "image/svg+xml"
	if (name ~ /\.png$/) return "image/png"
	if (name ~ /\.ico$/) return "image/x-icon"
	if (name ~ /\.woff2$/) return "font/woff2"
	if (name ~ /\.webmanifest$/) return "application/manifest+json"
	return "application/octet-stream"
}
