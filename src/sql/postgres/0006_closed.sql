-- Contracts closed by a carnet that did not keep when (0005) are worked through by the rules when the book is next opened for writing:
-- they know it from histories. The number is that of the last contract done.
INSERT INTO meta (name, value) SELECT 'mended_to', '0' WHERE EXISTS (SELECT 1 FROM contract WHERE open = 0);
